using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.GrainInterfaces.Channels;

/// <summary>One update of an IM platform, whatever its kind; all kinds go through one door.</summary>
[GenerateSerializer, Alias("moltbot.InboundMessage")]
public sealed record InboundMessage
{
    /// <summary>The platform's id of the update, unique within the account.</summary>
    [Id(0)] public required string UpdateId { get; init; }

    /// <summary>What happened.</summary>
    [Id(1)] public required InboundKind Kind { get; init; }

    /// <summary>The chat, by its immutable id.</summary>
    [Id(2)] public required string ChatId { get; init; }

    /// <summary>What kind of chat it is.</summary>
    [Id(3)] public required ChatKind ChatKind { get; init; }

    /// <summary>The thread or forum topic.</summary>
    [Id(4)] public string? ThreadId { get; init; }

    /// <summary>Who did it; null when the platform does not tell (then nobody is admitted).</summary>
    [Id(5)] public InboundSender? Sender { get; init; }

    /// <summary>The message's id on the platform.</summary>
    [Id(6)] public string? MessageId { get; init; }

    /// <summary>The message it answers.</summary>
    [Id(7)] public string? ReplyToMessageId { get; init; }

    /// <summary>Whether it answers a message of the bot.</summary>
    [Id(8)] public bool RepliesToBot { get; init; }

    /// <summary>Whether the platform says that the bot is mentioned.</summary>
    [Id(9)] public bool MentionsBot { get; init; }

    /// <summary>Whether anybody is mentioned.</summary>
    [Id(10)] public bool MentionsAnyone { get; init; }

    /// <summary>The text, a button's data, or a reaction.</summary>
    [Id(11)] public string Text { get; init; } = "";

    /// <summary>When it was written, epoch milliseconds.</summary>
    [Id(12)] public required long SentAt { get; init; }

    /// <summary>The group's title.</summary>
    [Id(13)] public string? ChatTitle { get; init; }

    /// <summary>Where the platform's stream stands after this update; null where it has none.</summary>
    [Id(14)] public string? Cursor { get; init; }

    /// <summary>What came with it and is not text, such as <c>photo</c>; shown to the model as a placeholder.</summary>
    [Id(15)] public IReadOnlyList<string> MediaKinds { get; init; } = [];

    /// <summary>The guild (Discord) that the chat is in; null where there is none.</summary>
    [Id(16)] public string? SpaceId { get; init; }

    /// <summary>Its title; somebody may give another the same.</summary>
    [Id(17)] public string? SpaceTitle { get; init; }

    /// <summary>The chat that this one is a thread of, where threads are chats of their own.</summary>
    [Id(18)] public string? ParentChatId { get; init; }

    /// <summary>That one's title.</summary>
    [Id(19)] public string? ParentTitle { get; init; }

    /// <summary>Whether it is a thread that the bot began.</summary>
    [Id(20)] public bool IsOwnThread { get; init; }

    /// <summary>Of a command that the platform itself delivers: the platform's name for it, by which it is answered.</summary>
    [Id(21)] public string? InteractionId { get; init; }

    /// <summary>Whether the platform did not let itself be asked what the chat is, so that it is judged as one that no wide rule lists.</summary>
    [Id(22)] public bool IsUnknownPlace { get; init; }

    /// <summary>Of a deletion: the update that told what is deleted, by which its author is found where the platform does not tell.</summary>
    [Id(23)] public string? AboutUpdateId { get; init; }

    /// <summary>Whether a picture came with it; one that was sent as a file is one.</summary>
    public bool HasPicture => MediaKinds.Any(static kind => kind is "image" or "document");

    /// <summary>Pictures of it that the platform holds; a gateway asks <see cref="IChannelAccountGrain.PicturesOf"/> before it fetches any.</summary>
    [Id(24)] public IReadOnlyList<OfferedPicture> Offered { get; init; } = [];

    /// <summary>Pictures of it that were fetched.</summary>
    [Id(25)] public IReadOnlyList<TurnAttachment> Pictures { get; init; } = [];

    /// <summary>What became of those that were not, a line each; written by us.</summary>
    [Id(26)] public IReadOnlyList<string> PictureNotes { get; init; } = [];
}
