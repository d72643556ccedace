namespace Moltbot.Protocol.Methods.Status;

/// <summary>Lines of the log.</summary>
public sealed record LogsTailResult
{
    /// <summary>Its name.</summary>
    public required string File { get; init; }

    /// <summary>Byte offset to go on from.</summary>
    public required long Cursor { get; init; }

    /// <summary>Its size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The lines.</summary>
    public required IReadOnlyList<string> Lines { get; init; }

    /// <summary>Whether lines were left out before the first.</summary>
    public bool? Truncated { get; init; }

    /// <summary>Whether the cursor was beyond the end, and reading began anew.</summary>
    public bool? Reset { get; init; }
}
