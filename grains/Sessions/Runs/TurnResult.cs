using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions.Transcript;

namespace Moltbot.Grains.Sessions.Runs;

/// <summary>What came of a turn, before any of it is written.</summary>
internal sealed record TurnResult
{
    public required RunState State { get; init; }

    /// <summary>What is added to the transcript.</summary>
    public IReadOnlyList<TranscriptEntry> Entries { get; init; } = [];

    /// <summary>What failed, for a person to read.</summary>
    public string? Error { get; init; }

    /// <summary>The reply came without a model.</summary>
    public bool IsInjected { get; init; }

    public TokenUsage? Usage { get; init; }

    public double? Cost { get; init; }

    public string? Provider { get; init; }

    public string? Model { get; init; }

    public string? Profile { get; init; }

    public long? ContextTokens { get; init; }

    /// <summary>Tokens of the last prompt with its answer, as the provider counted them; 0 where it did not.</summary>
    public long ContextUsed { get; init; }
}
