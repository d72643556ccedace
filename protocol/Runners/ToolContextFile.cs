namespace Moltbot.Protocol.Runners;

/// <summary>What a runner tells of a file of an agent's workspace. Without a hash and a problem there is none.</summary>
public sealed record ToolContextFile
{
    public required string Name { get; init; }

    /// <summary>Names what is told of it: the same as long as that is the same. Null where nothing is.</summary>
    public string? Hash { get; init; }

    /// <summary>Its text, or the beginning of what is too long; null where it is known already.</summary>
    public string? Head { get; init; }

    /// <summary>The end of what is too long; null where nothing is left out.</summary>
    public string? Tail { get; init; }

    /// <summary>How long it is, bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>Why nothing is told of it, though it is there; null where something is.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether there was no room for it in the answer: ask again.</summary>
    public bool Later { get; init; }
}
