using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Methods.Chat;
using Moltbot.Gateway.Methods.Sessions;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Methods.Outbound;

namespace Moltbot.Gateway.Methods.Outbound;

/// <summary>
/// Method <c>send</c>. The message goes through the account's outbox under the client's key, so that asking again never sends
/// again; the answer waits a while for the platform's own.
/// </summary>
internal sealed class OutboundModule(SendTargets targets, ITenantViews views, TimeProvider time) : IMethodModule
{
    /// <summary>The channel of a client that names none, as in the original.</summary>
    private const string DefaultChannel = "whatsapp";

    /// <summary>How long the answer waits for the platform. Arbitrary: well below the time after which clients give up.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public void Register(MethodTableBuilder methods) => methods.Serve(OutboundMethods.Send, Send);

    private async ValueTask<GatewayResult<SendResult>> Send(MethodCall call, SendParams wanted)
    {
        ConfigDocument document = await views.Configuration(call.Tenant);
        if (!RunIds.Read(call.Method, wanted.IdempotencyKey).TryGet(out string? id, out GatewayError? bad)
            || !(await targets.Find(call, document, wanted.Channel ?? DefaultChannel, wanted.To, wanted.AccountId, null)).TryGet(out ReplyTarget? target, out bad))
        {
            return bad;
        }

        if (!string.IsNullOrWhiteSpace(wanted.MediaUrl) || wanted.MediaUrls is { Count: > 0 })
        {
            return GatewayError.Invalid("send does not take media: leave out mediaUrl and mediaUrls");
        }

        if (string.IsNullOrWhiteSpace(wanted.Message))
        {
            return GatewayError.InvalidParams(call.Method, "message required");
        }

        string? sessionKey = null;
        if (!string.IsNullOrWhiteSpace(wanted.SessionKey) && !SessionAddress.Read(document, wanted.SessionKey).TryGet(out sessionKey, out bad))
        {
            return bad;
        }

        var account = call.Grain<IChannelAccountGrain>(GrainKey.ForAccount(call.Tenant, target.Channel, target.Account));
        SendReceipt receipt = await account.Send(new OutboundMessage
        {
            Id = "send:" + id,
            Target = target,
            Text = wanted.Message,
            SessionKey = sessionKey,
            Mirror = sessionKey is not null,
        });
        return Answer(await account.Outcome(receipt, Patience, time, call.Aborted), id, target);
    }

    private static GatewayResult<SendResult> Answer(SendReceipt receipt, string runId, ReplyTarget target) => receipt.Outcome switch
    {
        OutboundOutcome.Sent => new SendResult
        {
            RunId = runId,
            MessageId = receipt.MessageId ?? "unknown",
            Channel = target.Channel,
            ChatId = target.ChatId,
        },
        OutboundOutcome.Failed => GatewayError.Unavailable(receipt.Error ?? $"{target.Channel} refused the message"),
        OutboundOutcome.Unknown => GatewayError.Unavailable(
            $"whether {target.Channel} has the message is not known ({receipt.Error ?? "no answer"}); it is not sent again"),
        _ => GatewayError.Unavailable($"the message waits in the outbox of {target.Channel}; ask again with the same idempotencyKey")
            with { Retryable = true, RetryAfterMs = 5000 },
    };
}
