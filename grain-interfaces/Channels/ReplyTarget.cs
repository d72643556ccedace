namespace Moltbot.GrainInterfaces.Channels;

/// <summary>Where a reply goes.</summary>
[GenerateSerializer, Alias("moltbot.ReplyTarget"), Immutable]
public sealed record ReplyTarget
{
    /// <summary>What <see cref="ChatId"/> begins with where it names a person instead of the chat with them (Discord, where that has an id of its own).</summary>
    public const string PersonPrefix = "user:";

    /// <summary>The channel, such as <c>telegram</c>.</summary>
    [Id(0)] public required string Channel { get; init; }

    /// <summary>The account.</summary>
    [Id(1)] public required string Account { get; init; }

    /// <summary>The chat.</summary>
    [Id(2)] public required string ChatId { get; init; }

    /// <summary>The thread or topic.</summary>
    [Id(3)] public string? ThreadId { get; init; }

    /// <summary>The message to answer.</summary>
    [Id(4)] public string? ReplyToMessageId { get; init; }

    /// <summary>What kind of chat it is.</summary>
    [Id(5)] public ChatKind ChatKind { get; init; }

    /// <summary>The command that it answers, where the platform delivers commands itself.</summary>
    [Id(6)] public string? InteractionId { get; init; }

    /// <summary>The guild (Discord) that the chat is in; null where there is none.</summary>
    [Id(7)] public string? SpaceId { get; init; }

    /// <summary>The chat that this one is a thread of, where threads are chats of their own.</summary>
    [Id(8)] public string? ParentChatId { get; init; }

    /// <summary>Of a direct chat: who is at its other end; null where the chat is named by that person's id.</summary>
    [Id(9)] public string? PersonId { get; init; }
}
