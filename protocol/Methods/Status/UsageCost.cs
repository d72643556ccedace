namespace Moltbot.Protocol.Methods.Status;

/// <summary>Cost by day.</summary>
public sealed record UsageCost
{
    /// <summary>Epoch milliseconds.</summary>
    public required long UpdatedAt { get; init; }

    /// <summary>Days looked back.</summary>
    public required long Days { get; init; }

    /// <summary>Days with use, oldest first.</summary>
    public required IReadOnlyList<UsageCostDay> Daily { get; init; }

    /// <summary>Sums over all days.</summary>
    public required UsageTotals Totals { get; init; }
}
