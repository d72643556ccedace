using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Methods.Sessions;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Commands;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods.Chat;

namespace Moltbot.Gateway.Methods.Chat;

/// <summary><c>chat.send</c>: puts a message into a session's queue; what comes of it is told by events.</summary>
internal sealed class ChatSending(ITenantViews views, TimeProvider time)
{
    public async ValueTask<GatewayResult<ReadOnlyMemory<byte>>> Send(MethodCall call, ChatSendParams wanted)
    {
        if (!RunIds.Read(call.Method, wanted.IdempotencyKey).TryGet(out string? runId, out GatewayError? bad)
            || !SessionAddress.Read(await views.Configuration(call.Tenant), wanted.SessionKey).TryGet(out string? key, out bad)
            || !ChatImages.Read(wanted.Attachments).TryGet(out IReadOnlyList<TurnAttachment>? images, out bad))
        {
            return bad;
        }

        // An attachment that is no image is dropped; alone it would leave nothing to answer.
        if (string.IsNullOrWhiteSpace(wanted.Message) && images.Count == 0)
        {
            return GatewayError.Invalid("message or attachment required");
        }

        string? thinking = null;
        if (!string.IsNullOrWhiteSpace(wanted.Thinking) && !SettingWords.Thinking(wanted.Thinking).TryGet(out thinking, out bad))
        {
            return bad;
        }

        ISessionGrain session = SessionAddress.Grain(call, key);
        ReplyTarget? replyTo = wanted.Deliver is true ? (await session.Entry())?.LastRoute : null;
        var turn = new TurnRequest
        {
            RunId = runId,
            SessionKey = key,
            SessionKeyAsSent = wanted.SessionKey,
            Message = wanted.Message,
            Origin = TurnOrigin.Chat,
            Attachments = images,
            Thinking = thinking,
            TimeoutMs = wanted.TimeoutMs is > 0 ? wanted.TimeoutMs : null,
            ReplyTo = replyTo,
            ReceivedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
            CommandsAllowed = true,
            AsAdministrator = true,
            Principal = call.Caller.Claim.Principal,
        };
        call.Begins(runId);
        return Answer(StopWords.IsStopMessage(wanted.Message)
            ? await views.AfterEvent<ChatEvent, TurnReceipt>(
                call.Tenant,
                static told => told.State == ChatState.Aborted,
                () => session.Enqueue(turn),
                static receipt => receipt.AbortedRuns.Count > 0)
            : await session.Enqueue(turn));
    }

    private static GatewayResult<ReadOnlyMemory<byte>> Answer(TurnReceipt receipt) => receipt.Disposition switch
    {
        TurnDisposition.Accepted => Status(receipt, "started"),
        TurnDisposition.InFlight => Status(receipt, "in_flight"),
        TurnDisposition.Completed when receipt.Run is { State: RunState.Error or RunState.Interrupted or RunState.TimedOut } run =>
            Failed(receipt.RunId, run.Error ?? "the run failed"),
        TurnDisposition.Completed => Status(receipt, "ok"),
        TurnDisposition.Stopped => Json(
            new ChatAbortResult { Ok = true, Aborted = receipt.AbortedRuns.Count > 0, RunIds = receipt.AbortedRuns },
            ChatJson.Default.ChatAbortResult),
        _ => TurnRefusal.Of(receipt),
    };

    /// <summary>A failed run's answer carries its words as payload too (protocol §1.1).</summary>
    private static GatewayError Failed(string runId, string why) => GatewayError.Unavailable(why) with
    {
        Payload = RawJson.From(new ChatSendResult { RunId = runId, Status = "error", Summary = why }, ChatJson.Default.ChatSendResult),
    };

    private static ReadOnlyMemory<byte> Status(TurnReceipt receipt, string status) =>
        Json(new ChatSendResult { RunId = receipt.RunId, Status = status }, ChatJson.Default.ChatSendResult);

    private static ReadOnlyMemory<byte> Json<T>(T value, JsonTypeInfo<T> typeInfo) => JsonSerializer.SerializeToUtf8Bytes(value, typeInfo);
}
