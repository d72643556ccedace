namespace Moltbot.GrainInterfaces.Channels;

/// <summary>Where a reply goes.</summary>
[GenerateSerializer, Alias("moltbot.ReplyTarget"), Immutable]
public sealed record ReplyTarget
{
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
}
