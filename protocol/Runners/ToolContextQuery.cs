namespace Moltbot.Protocol.Runners;

/// <summary>Which files of an agent's workspace a runner is to tell of; of those that have not changed it says only that.</summary>
public sealed record ToolContextQuery
{
    /// <summary>The files: some of the few names that there are for this, no paths.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>What is known already: hashes as <see cref="ToolContextFile.Hash"/> says them, by name.</summary>
    public required IReadOnlyDictionary<string, string> Known { get; init; }

    /// <summary>Most UTF-16 units of one file.</summary>
    public required int MaxChars { get; init; }
}
