namespace Moltbot.Protocol.Methods.Status;

/// <summary>One quota window.</summary>
public sealed record UsageWindow
{
    /// <summary>Its name.</summary>
    public required string Label { get; init; }

    /// <summary>Percent used.</summary>
    public required double UsedPercent { get; init; }

    /// <summary>Epoch milliseconds of its end.</summary>
    public long? ResetAt { get; init; }
}
