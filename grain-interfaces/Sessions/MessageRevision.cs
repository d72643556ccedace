using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>A person changed a message of theirs on the platform, or took it away.</summary>
[GenerateSerializer, Alias("moltbot.MessageRevision"), Immutable]
public sealed record MessageRevision
{
    /// <summary>The canonical session key.</summary>
    [Id(0)] public required string SessionKey { get; init; }

    /// <summary>Where it is, with the message as <see cref="ReplyTarget.ReplyToMessageId"/>.</summary>
    [Id(1)] public required ReplyTarget Message { get; init; }

    /// <summary>Who changed it; only their own messages are.</summary>
    [Id(2)] public required string SenderId { get; init; }

    /// <summary>What it says now.</summary>
    [Id(3)] public required string Text { get; init; }

    /// <summary>Whether its author may use control commands by now.</summary>
    [Id(4)] public bool CommandsAllowed { get; init; }

    /// <summary>Whether it was taken away: then it is not answered.</summary>
    [Id(5)] public bool IsWithdrawn { get; init; }

    /// <summary>Whether it has a picture still: one that was taken out of it is shown to nobody.</summary>
    [Id(6)] public bool HasPicture { get; init; }
}
