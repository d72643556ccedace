namespace Moltbot.Protocol.Methods.Status;

/// <summary>Asks for lines of the log.</summary>
public sealed record LogsTailParams
{
    /// <summary>Byte offset to go on from.</summary>
    public long? Cursor { get; init; }

    /// <summary>Lines, 1 to 5000, default 500.</summary>
    public long? Limit { get; init; }

    /// <summary>Bytes, 1 to 1000000, default 250000.</summary>
    public long? MaxBytes { get; init; }
}
