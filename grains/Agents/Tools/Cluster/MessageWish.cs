using Moltbot.GrainInterfaces.Channels;
using Moltbot.Policy.Attachments;

namespace Moltbot.Grains.Agents.Tools.Cluster;

/// <summary>What a call of <c>message</c> asks for, as far as its words can be judged by themselves.</summary>
internal sealed record MessageWish
{
    /// <summary>Longest text, UTF-16 units: a few messages of any platform.</summary>
    private const int MaxText = 16_000;

    /// <summary>Longest text of an edit, UTF-16 units: what every platform takes in one message.</summary>
    private const int MaxEdit = 2_000;

    /// <summary>Longest name of a channel, account, chat or message. Arbitrary: far above what platforms use.</summary>
    private const int MaxName = 256;

    /// <summary>Longest emoji, UTF-16 units: joined ones, and those of a guild with their id.</summary>
    private const int MaxEmoji = 64;

    public required OutboundKind Kind { get; init; }

    /// <summary>The text or emoji; empty for a picture alone.</summary>
    public required string Text { get; init; }

    /// <summary>The picture; null for none.</summary>
    public PictureReference? Media { get; init; }

    /// <summary>The message that a reaction or an edit is about.</summary>
    public string? MessageId { get; init; }

    /// <summary>The chat; null for the turn's own.</summary>
    public string? To { get; init; }

    public string? Channel { get; init; }

    public string? Account { get; init; }

    public string? Thread { get; init; }

    public string? ReplyTo { get; init; }

    /// <summary>The tools of runners that a picture goes with.</summary>
    public static IReadOnlyList<string> NeedsOf(ToolArguments arguments) => ImageTool.NeedsOf(PictureReference.Read(arguments.Text("media", PictureReference.MaxLength)));

    /// <summary>Reads one; what is wrong with it is the arguments' <see cref="ToolArguments.Problem"/>.</summary>
    /// <param name="arguments">The call's.</param>
    /// <param name="own">The chat of the turn; null for none.</param>
    public static MessageWish Read(ToolArguments arguments, ReplyTarget? own)
    {
        OutboundKind kind = arguments.Choice("action", "send", "react", "edit") switch
        {
            "react" => OutboundKind.Reaction,
            "edit" => OutboundKind.Edit,
            _ => OutboundKind.Message,
        };

        string? text = arguments.Text("message", kind == OutboundKind.Edit ? MaxEdit : MaxText), media = arguments.Text("media", PictureReference.MaxLength);
        string? emoji = Name(arguments, "emoji", MaxEmoji), id = Name(arguments, "messageId");
        var wish = new MessageWish
        {
            Kind = kind,
            Text = (kind == OutboundKind.Reaction ? emoji : text) ?? "",
            Media = PictureReference.Read(media),
            MessageId = id ?? (kind == OutboundKind.Reaction && arguments.Text("to", MaxName) is null ? own?.ReplyToMessageId : null),
            To = Name(arguments, "to"),
            Channel = Name(arguments, "channel"),
            Account = Name(arguments, "accountId"),
            Thread = Name(arguments, "threadId"),
            ReplyTo = Name(arguments, "replyTo"),
        };
        wish.CheckContent(arguments, text, media, emoji);
        wish.CheckPlace(arguments, own);
        return wish;
    }

    private void CheckContent(ToolArguments arguments, string? text, string? media, string? emoji)
    {
        if (media is not null && (Media is null || Kind != OutboundKind.Message))
        {
            arguments.Bad("media", Kind == OutboundKind.Message ? PictureReference.Allowed : "left out: only send takes one");
        }

        if (Kind == OutboundKind.Message ? text is null && media is null : Kind == OutboundKind.Edit ? text is null : text is not null)
        {
            arguments.Bad("message", Kind == OutboundKind.Message ? "what is to be sent" : Kind == OutboundKind.Edit ? "the new text" : "left out: react takes an emoji");
        }

        // Of letters, digits and dots alone there is none; a guild's own is name:id.
        if ((emoji is null) == (Kind == OutboundKind.Reaction) || emoji?.All(static c => char.IsAscii(c) && c != ':') == true)
        {
            arguments.Bad("emoji", Kind == OutboundKind.Reaction ? "one emoji" : "left out: only react takes one");
        }

        if (Kind == OutboundKind.Message ? MessageId is not null : MessageId is null)
        {
            arguments.Bad("messageId", Kind switch
            {
                OutboundKind.Message => "left out: a message is answered by replyTo",
                OutboundKind.Edit => "the id that this tool told when it sent the message",
                _ => "the id of the message to react to",
            });
        }
    }

    private void CheckPlace(ToolArguments arguments, ReplyTarget? own)
    {
        if (To is null && (own is null || (Channel ?? Account ?? Thread) is not null))
        {
            arguments.Bad("to", own is null
                ? "the id of a chat: this turn came from none"
                : "the id of the chat that channel, accountId and threadId go with, or left out with them for the chat of this turn");
        }

        if (To is not null && Channel is null && own is null)
        {
            arguments.Bad("channel", "telegram or discord: this turn came from no channel");
        }
    }

    /// <summary>A short text without control characters; null where it is left out.</summary>
    private static string? Name(ToolArguments arguments, string name, int most = MaxName)
    {
        string? text = arguments.Text(name, most);
        if (text?.Any(char.IsControl) == true)
        {
            arguments.Bad(name, "without control characters");
        }

        return text;
    }
}
