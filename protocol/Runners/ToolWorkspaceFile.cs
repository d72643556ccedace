namespace Moltbot.Protocol.Runners;

/// <summary>A file of a workspace, or a folder in which there is nothing.</summary>
public sealed record ToolWorkspaceFile
{
    /// <summary>Bytes of each of <see cref="Parts"/> but the last, which may have fewer: what fits into one frame.</summary>
    public const int PartBytes = 256 << 10;

    /// <summary>Relative to the workspace, with slashes.</summary>
    public required string Path { get; init; }

    /// <summary>How long it is; 0 for a folder.</summary>
    public long Bytes { get; init; }

    /// <summary>Whether its owner may execute it.</summary>
    public bool Executable { get; init; }

    /// <summary>The SHA-256 of each part of its content, hex; none of an empty file; null for a folder.</summary>
    public IReadOnlyList<string>? Parts { get; init; }

    /// <summary>Bytes of one of its parts.</summary>
    public int BytesOf(int part) => (int)Math.Min(PartBytes, Bytes - ((long)part * PartBytes));
}
