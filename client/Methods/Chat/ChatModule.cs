using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Methods.Sessions;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Limits;
using Moltbot.Protocol.Methods.Chat;

namespace Moltbot.Gateway.Methods.Chat;

/// <summary>The <c>chat.*</c> methods (protocol §5.3).</summary>
internal sealed class ChatModule(ChatSending sending, ITenantViews views) : IMethodModule
{
    private const int DefaultMessages = 200;

    public void Register(MethodTableBuilder methods) => methods
        .Serve(ChatMethods.History, History)
        .ServeJson(ChatMethods.Send, sending.Send)
        .Serve(ChatMethods.Abort, Abort)
        .Serve(ChatMethods.Inject, Inject);

    private async ValueTask<GatewayResult<ChatHistoryResult>> History(MethodCall call, ChatHistoryParams wanted)
    {
        if (!SessionAddress.Read(await views.Configuration(call.Tenant), wanted.SessionKey).TryGet(out string? key, out GatewayError? bad))
        {
            return bad;
        }

        TranscriptPage page = await SessionAddress.Grain(call, key).History((int)Math.Clamp(wanted.Limit ?? DefaultMessages, 1, 1000));
        return new ChatHistoryResult
        {
            SessionKey = wanted.SessionKey,
            SessionId = page.SessionId,
            Messages = HistoryMessages.Newest(page.Messages, ProtocolLimits.MaxHistoryBytes),
            ThinkingLevel = page.ThinkingLevel,
        };
    }

    private async ValueTask<GatewayResult<ChatAbortResult>> Abort(MethodCall call, ChatAbortParams wanted)
    {
        if (!SessionAddress.Read(await views.Configuration(call.Tenant), wanted.SessionKey).TryGet(out string? key, out GatewayError? bad))
        {
            return bad;
        }

        AbortReceipt receipt = await views.AfterEvent<ChatEvent, AbortReceipt>(
            call.Tenant,
            told => told.State == ChatState.Aborted && (wanted.RunId is null || told.RunId == wanted.RunId),
            () => SessionAddress.Grain(call, key).Abort(wanted.RunId, "rpc"),
            static receipt => receipt.Aborted);
        return receipt.Mismatch
            ? GatewayError.Invalid("runId does not match sessionKey")
            : new ChatAbortResult { Ok = true, Aborted = receipt.Aborted, RunIds = receipt.RunIds };
    }

    private async ValueTask<GatewayResult<ChatInjectResult>> Inject(MethodCall call, ChatInjectParams wanted)
    {
        if (!SessionAddress.Read(await views.Configuration(call.Tenant), wanted.SessionKey).TryGet(out string? key, out GatewayError? bad))
        {
            return bad;
        }

        string? label = string.IsNullOrWhiteSpace(wanted.Label) ? null : wanted.Label.Trim();
        string? messageId = await SessionAddress.Grain(call, key).Inject(wanted.SessionKey, wanted.Message, label);
        return messageId is null
            ? GatewayError.Invalid("session not found")
            : new ChatInjectResult { Ok = true, MessageId = messageId };
    }
}
