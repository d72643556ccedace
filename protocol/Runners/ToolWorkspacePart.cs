namespace Moltbot.Protocol.Runners;

/// <summary>A part of a file's content, on its way; without content, which one is asked for.</summary>
public sealed record ToolWorkspacePart
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>Which part, from 0.</summary>
    public required int Part { get; init; }

    /// <summary>Whether the file may be executed. With what is written only.</summary>
    public bool Executable { get; init; }

    /// <summary>Base64url, so that no character of it is escaped in a text within a text; null for a folder and where it is asked for.</summary>
    public string? Content { get; init; }

    /// <summary>Whether it is a folder.</summary>
    public bool Folder { get; init; }
}
