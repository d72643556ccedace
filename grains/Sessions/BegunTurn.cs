namespace Moltbot.Grains.Sessions;

/// <summary>
/// A turn that called tools: what was said and what was called is in the transcript, and the turn is not answered yet. Whoever takes it up
/// after a crash goes on behind it.
/// </summary>
[GenerateSerializer, Alias("moltbot.BegunTurn"), Immutable]
public sealed record BegunTurn
{
    /// <summary>The run, then the runs merged into it.</summary>
    [Id(0)] public required IReadOnlyList<string> RunIds { get; init; }

    /// <summary>The transcript that holds what it did.</summary>
    [Id(1)] public required string SessionId { get; init; }

    /// <summary>The call about which a person is asked; null while nobody is.</summary>
    [Id(2)] public AskedCall? Asked { get; init; }

    /// <summary>The skill that answers it without a model; null when a model does.</summary>
    [Id(3)] public string? Skill { get; init; }
}
