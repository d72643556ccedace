using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Approvals;
using Moltbot.Grains.Policy;
using Moltbot.Grains.Sessions;
using Moltbot.Grains.Tenants;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Delivery;
using Moltbot.Policy.Exec.Approvals;
using Moltbot.Policy.Hooks;

namespace Moltbot.Grains.Agents.Tools.Cluster;

/// <summary>
/// <c>message</c>: a text for a chat, besides what the turn answers. To another chat than the turn's own it goes only as <c>tools.message</c> lets it
/// (security.md §12), and to none that the session it belongs to, or the one that writes, may not send to.
/// </summary>
internal sealed class MessageTool(IGrainFactory grains, ITenantConfigurations configurations, TimeProvider time) : IClusterToolAnswer
{
    private const string Send = "send";

    /// <summary>Longest text, UTF-16 units: a few messages of any platform.</summary>
    private const int MaxText = 16_000;

    /// <summary>Longest name of a channel, account, chat or message. Arbitrary: far above what platforms use.</summary>
    private const int MaxName = 256;

    /// <summary>How long the platform's answer is waited for. Arbitrary: it takes parts of a second.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static ClusterTool Declared { get; } = ClusterTool.Of(
        "message",
        "Sends a text to a chat now. Your answer goes to the chat of this turn by itself: use this for another chat, or for what must be said before you have finished. "
            + "When it was all there is to say, answer NO_REPLY.",
        """
        {"type":"object","properties":{
        "message":{"type":"string"},
        "to":{"type":"string","description":"The id of a chat on the channel; left out: the chat of this turn."},
        "channel":{"type":"string","description":"telegram or discord; left out: the channel of this turn."},
        "accountId":{"type":"string","description":"The account that sends; left out: the one of this turn, or the channel's default one."},
        "threadId":{"type":"string","description":"The topic or thread in the chat."},
        "replyTo":{"type":"string","description":"The id of the message in the chat that it answers."}},
        "required":["message"],"additionalProperties":false}
        """) with
    { IsForChats = true };

    public ClusterTool Tool => Declared;

    public async Task<ToolResult> Answer(ToolContext context, ToolVerdict verdict, ToolArguments arguments, CancellationToken cancellationToken)
    {
        string? text = arguments.Text("message", MaxText);
        string? to = arguments.Text("to", MaxName), replyTo = Name(arguments, "replyTo");
        string? channel = Name(arguments, "channel"), account = Name(arguments, "accountId"), thread = Name(arguments, "threadId");
        if (text is null)
        {
            arguments.Bad("message", "what is to be sent");
        }

        if (to is null && (context.ReplyTo is null || (channel ?? account ?? thread) is not null))
        {
            arguments.Bad("to", context.ReplyTo is null
                ? "the id of a chat: this turn came from none"
                : "the id of the chat that channel, accountId and threadId go with, or left out with them for the chat of this turn");
        }

        if (to is not null && channel is null && context.ReplyTo is null)
        {
            arguments.Bad("channel", "telegram or discord: this turn came from no channel");
        }

        if (arguments.Problem is { } problem)
        {
            return ToolResult.NotRun(problem);
        }

        ConfigDocument document = (await configurations.Get(context.Tenant)).Document;
        ReplyTarget? target = to is null ? context.ReplyTo : Named(document, context.ReplyTo, channel, to, account, thread);
        if (target is null)
        {
            return ToolResult.NotRun("there is no account for such a chat; to is the id of a chat on telegram or discord, of a person there user:ID on discord");
        }

        bool isOwn = context.ReplyTo is { } own && ChatRoutes.IsSameChat(target, own);
        target = isOwn ? context.ReplyTo! : target;
        if ((isOwn ? null : RefusalOf(context, document, target)) is { } refusal)
        {
            return ToolResult.NotRun(refusal);
        }

        if (ChatRoutes.SessionKeyOf(document, target) is not { } owner)
        {
            return ToolResult.NotRun("where that channel is was not asked: of discord a turn writes to its own channel and to persons (user:ID)");
        }

        if (!await ChatSends.Allow(document, target, context.SessionKey, key => Session(context, key).Entry()))
        {
            return ToolResult.NotRun(ChatSends.Refusal);
        }

        bool mirrors = owner != context.SessionKey && await Session(context, owner).Entry() is not null;
        var message = new OutboundMessage
        {
            Id = "message:" + Guid.NewGuid(),
            Target = target with { ReplyToMessageId = replyTo, InteractionId = null },
            Text = isOwn || context.ReplyTo is not { } from ? text! : CrossContextMarker.From(document.Section("tools", "message")).Around(text!, from.Channel),
            SessionKey = mirrors ? owner : null,
            Mirror = mirrors,
        };
        var outbox = grains.GetGrain<IChannelAccountGrain>(GrainKey.ForAccount(context.Tenant, target.Channel, target.Account).ToString());
        return Told(target, await outbox.Outcome(await outbox.Send(message), Patience, time, cancellationToken));
    }

    /// <summary>A short text without control characters; null where it is left out.</summary>
    private static string? Name(ToolArguments arguments, string name)
    {
        string? text = arguments.Text(name, MaxName);
        if (text?.Any(char.IsControl) == true)
        {
            arguments.Bad(name, "without control characters");
        }

        return text;
    }

    /// <summary>The chat that the words name, on the channel and by the account of the turn's own where they say nothing of them.</summary>
    private static ReplyTarget? Named(ConfigDocument document, ReplyTarget? own, string? channel, string to, string? account, string? thread)
    {
        string? id = ChannelIds.Normalize(channel ?? own!.Channel);
        return id is null || to.Any(char.IsControl)
            ? null
            : Chats.Named(document, new ApprovalTarget(id, to, account ?? (own?.Channel == id ? own.Account : null), thread));
    }

    /// <summary>
    /// Why the turn may not write to another chat; null when it may. Where the configuration says nothing, to other chats of its channel only when the owner or
    /// operators alone speak in it and nothing else caused it: what strangers say leads into no one else's chat.
    /// </summary>
    private static string? RefusalOf(ToolContext context, ConfigDocument document, ReplyTarget target)
    {
        bool isFree = context.SeesAgent && context.Bounds.Count == 0;
        return context.ReplyTo is { } own
            ? CrossContextPolicy.From(document.Section("tools", "message"), withinProvider: isFree).RefusalOf(Send, ChatRoutes.AddressOf(target), ChatRoutes.AddressOf(own))
            : isFree ? null : "this turn belongs to no chat, so it writes to none";
    }

    private static ToolResult Told(ReplyTarget target, SendReceipt receipt)
    {
        string status = receipt.Outcome switch
        {
            OutboundOutcome.Sent => "sent",
            OutboundOutcome.Failed => "failed",
            OutboundOutcome.Unknown => "unknown",
            _ => "queued",
        };
        string? error = receipt.Outcome switch
        {
            OutboundOutcome.Failed => receipt.Error ?? "the platform refused it",
            OutboundOutcome.Unknown => "nobody knows whether it arrived; it is not sent again",
            _ => null,
        };
        return new ToolResult(
            ToolJson.Text(ToolJson.Of(
                ("status", status), ("channel", target.Channel), ("to", target.ChatId), ("threadId", target.ThreadId),
                ("messageId", receipt.Outcome == OutboundOutcome.Sent ? receipt.MessageId : null), ("error", error is null ? null : ExternalContent.Line(error)))),
            IsError: error is not null);
    }

    private ISessionGrain Session(ToolContext context, string key) => grains.GetGrain<ISessionGrain>(GrainKey.ForSession(context.Tenant, key).ToString());
}
