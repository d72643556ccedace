namespace Moltbot.Protocol.Runners;

/// <summary>The payload of a runner's answer to <c>tools.workspace</c>.</summary>
public sealed record ToolWorkspaceResult
{
    /// <summary>A word of <see cref="ToolOutcomes"/>: done, refused (the words say why) or stale.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why not.</summary>
    public string? Text { get; init; }

    /// <summary>The greatest fence that the runner has seen of this workspace, where that is why it refuses.</summary>
    public long? Fence { get; init; }

    /// <summary>Of all that the list has, see <see cref="ToolWorkspaceListing.Digest"/>; null where nothing was listed.</summary>
    public string? Digest { get; init; }

    /// <summary>What is there, in order of path; null where the digest was known.</summary>
    public IReadOnlyList<ToolWorkspaceFile>? Files { get; init; }

    /// <summary>Whether there is more.</summary>
    public bool IsMore { get; init; }

    /// <summary>What is there and not listed: links, devices, names that are no text, what cannot be read.</summary>
    public int LeftOut { get; init; }

    /// <summary>The parts that were asked for, or the first of them.</summary>
    public IReadOnlyList<ToolWorkspacePart>? Parts { get; init; }
}
