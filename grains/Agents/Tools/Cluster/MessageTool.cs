using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Approvals;
using Moltbot.Grains.Policy;
using Moltbot.Grains.Sessions;
using Moltbot.Grains.Tenants;
using Moltbot.Policy.Attachments;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Delivery;
using Moltbot.Policy.Exec.Approvals;
using Moltbot.Policy.Hooks;

namespace Moltbot.Grains.Agents.Tools.Cluster;

/// <summary>
/// <c>message</c>: a text or picture for a chat, besides what the turn answers, a reaction, or another text for what it sent before. To another chat than the turn's own it goes
/// only as <c>tools.message</c> lets it (security.md §12), and to none that the session it belongs to, or the one that writes, may not send to.
/// </summary>
internal sealed class MessageTool(IGrainFactory grains, ITenantConfigurations configurations, PictureReads reads, TimeProvider time) : IClusterToolAnswer
{
    public const string Name = "message";

    private const string Send = "send";

    /// <summary>How the ids begin of what this tool sends; nothing else is edited by it.</summary>
    private const string IdPrefix = "message:";

    /// <summary>How long the platform's answer is waited for. Arbitrary: it takes parts of a second.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static ClusterTool Declared { get; } = ClusterTool.Of(
        Name,
        "Sends a text or a picture to a chat now, reacts to a message, or changes the text of one that it sent. Your answer goes to the chat of this turn by itself: use this for "
            + "another chat, for a picture, or for what must be said before you have finished. When it was all there is to say, answer NO_REPLY.",
        $$$"""
        {"type":"object","properties":{
        "action":{"type":"string","enum":["send","react","edit"],"description":"send when left out."},
        "message":{"type":"string","description":"The text; with media what stands below it."},
        "media":{"type":"string","description":"A picture to send (PNG, JPEG, GIF or WebP): {{{PictureReference.Allowed}}}."},
        "emoji":{"type":"string","description":"For react: one emoji that the chat allows."},
        "messageId":{"type":"string","description":"For react: the message; left out: the one that this turn answers. For edit: the id that this tool told when it sent it."},
        "to":{"type":"string","description":"The id of a chat on the channel; left out: the chat of this turn."},
        "channel":{"type":"string","description":"telegram or discord; left out: the channel of this turn."},
        "accountId":{"type":"string","description":"The account that sends; left out: the one of this turn, or the channel's default one."},
        "threadId":{"type":"string","description":"The topic or thread in the chat."},
        "replyTo":{"type":"string","description":"The id of the message in the chat that it answers."}},
        "additionalProperties":false}
        """) with
    { IsForChats = true };

    public ClusterTool Tool => Declared;

    /// <summary>The tools of runners that a picture goes with.</summary>
    /// <param name="arguments">Those that are answered, so that nothing else is judged than what is read.</param>
    public static IReadOnlyList<string> NeedsOf(ToolArguments arguments) => MessageWish.NeedsOf(arguments);

    public async Task<ToolResult> Answer(ToolContext context, ToolVerdict verdict, ToolArguments arguments, CancellationToken cancellationToken)
    {
        MessageWish wish = MessageWish.Read(arguments, context.ReplyTo);
        if (arguments.Problem is { } problem)
        {
            return ToolResult.NotRun(problem);
        }

        ConfigDocument document = (await configurations.Get(context.Tenant)).Document;
        ReplyTarget? target = wish.To is null ? context.ReplyTo : Named(document, context.ReplyTo, wish);
        if (target is null)
        {
            return ToolResult.NotRun("there is no account for such a chat; to is the id of a chat on telegram or discord, of a person there user:ID on discord");
        }

        bool isOwn = context.ReplyTo is { } own && ChatRoutes.IsSameChat(target, own);
        target = isOwn ? context.ReplyTo! : target;

        // A reaction or an edit is seen by whoever reads there, as a text is.
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

        (TurnAttachment? picture, ToolResult? failure) = wish.Media is null ? (null, null) : await Picture(context, verdict.Place!, wish.Media, cancellationToken);
        if (failure is not null)
        {
            return failure;
        }

        string text = isOwn || wish.Kind == OutboundKind.Reaction || wish.Text.Length == 0 || context.ReplyTo is not { } from
            ? wish.Text
            : CrossContextMarker.From(document.Section("tools", "message")).Around(wish.Text, from.Channel);
        bool mirrors = wish.Kind == OutboundKind.Message && text.Length > 0 && owner != context.SessionKey && await Session(context, owner).Entry() is not null;
        var message = new OutboundMessage
        {
            Id = IdPrefix + Guid.NewGuid(),
            Target = target with { ReplyToMessageId = wish.ReplyTo, InteractionId = null },
            Kind = wish.Kind,
            Text = text,
            Picture = picture,
            MessageId = wish.Kind == OutboundKind.Reaction ? wish.MessageId : null,
            EditedId = wish.Kind == OutboundKind.Edit && wish.MessageId!.StartsWith(IdPrefix, StringComparison.Ordinal) ? wish.MessageId : null,
            SessionKey = mirrors ? owner : null,
            Mirror = mirrors,
        };
        var outbox = grains.GetGrain<IChannelAccountGrain>(GrainKey.ForAccount(context.Tenant, target.Channel, target.Account).ToString());
        return Told(message, await outbox.Outcome(await outbox.Send(message), Patience, time, cancellationToken));
    }

    private async Task<(TurnAttachment? Picture, ToolResult? Failure)> Picture(ToolContext context, ToolPlace place, PictureReference picture, CancellationToken cancellationToken)
    {
        (byte[]? bytes, ToolResult? failure) = await reads.Of(context, place, picture, cancellationToken);
        return bytes is null ? (null, failure)
            : Pictures.TypeOf(bytes) is { } type ? (new TurnAttachment { MimeType = type, Content = bytes }, null)
            : (null, ToolResult.NotRun($"media is no {Pictures.Kinds}"));
    }

    /// <summary>The chat that the words name, on the channel and by the account of the turn's own where they say nothing of them.</summary>
    private static ReplyTarget? Named(ConfigDocument document, ReplyTarget? own, MessageWish wish)
    {
        string? id = ChannelIds.Normalize(wish.Channel ?? own!.Channel);
        return id is null
            ? null
            : Chats.Named(document, new ApprovalTarget(id, wish.To!, wish.Account ?? (own?.Channel == id ? own.Account : null), wish.Thread));
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

    private static ToolResult Told(OutboundMessage message, SendReceipt receipt)
    {
        ReplyTarget target = message.Target;
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
                ("messageId", receipt.Outcome == OutboundOutcome.Sent ? receipt.MessageId : null), ("id", message.Kind == OutboundKind.Message ? message.Id : null), ("error", error is null ? null : ExternalContent.Line(error)))),
            IsError: error is not null);
    }

    private ISessionGrain Session(ToolContext context, string key) => grains.GetGrain<ISessionGrain>(GrainKey.ForSession(context.Tenant, key).ToString());
}
