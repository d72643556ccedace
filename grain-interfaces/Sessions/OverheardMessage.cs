using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>A message of a group that was not meant for the assistant: the next one that is has it as context.</summary>
[GenerateSerializer, Alias("moltbot.OverheardMessage"), Immutable]
public sealed record OverheardMessage
{
    /// <summary>The canonical session key of the group.</summary>
    [Id(0)] public required string SessionKey { get; init; }

    /// <summary>The update's id; what comes twice is kept once.</summary>
    [Id(1)] public required string Id { get; init; }

    /// <summary>Where it was said.</summary>
    [Id(2)] public required ReplyTarget Place { get; init; }

    /// <summary>Who said it.</summary>
    [Id(3)] public required InboundSender Sender { get; init; }

    /// <summary>What was said; the session keeps it on one line.</summary>
    [Id(4)] public required string Text { get; init; }

    /// <summary>When, epoch milliseconds.</summary>
    [Id(5)] public required long SentAt { get; init; }
}
