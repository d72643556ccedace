namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>What a session tells of itself while it is talked to.</summary>
[GenerateSerializer, Alias("moltbot.SessionStanding"), Immutable]
public sealed record SessionStanding
{
    /// <summary>The model of its next turn, <c>provider/model</c>.</summary>
    [Id(0)] public required string Model { get; init; }

    /// <summary>Whether that model is configured.</summary>
    [Id(1)] public required bool HasModel { get; init; }

    /// <summary>Messages of the conversation.</summary>
    [Id(2)] public required long Messages { get; init; }

    /// <summary>Tokens of the last context and reply; null before the first.</summary>
    [Id(3)] public TokenUsage? Tokens { get; init; }

    /// <summary>The model's context window, tokens; 0 when it is not known.</summary>
    [Id(4)] public required long ContextWindow { get; init; }

    /// <summary>off, minimal, low, medium, high, xhigh.</summary>
    [Id(5)] public required string ThinkingLevel { get; init; }

    /// <summary>on, off, full.</summary>
    [Id(6)] public required string VerboseLevel { get; init; }

    /// <summary>What becomes of a message that comes while a run goes on.</summary>
    [Id(7)] public required string QueueMode { get; init; }

    /// <summary>How many messages wait.</summary>
    [Id(8)] public required int Waiting { get; init; }

    /// <summary>Whether a run goes on or waits.</summary>
    [Id(9)] public bool IsBusy { get; init; }

    /// <summary>How many lines wait for the next prompt.</summary>
    [Id(10)] public int Lines { get; init; }

    /// <summary>How often its conversation was made shorter.</summary>
    [Id(11)] public int Compactions { get; init; }
}
