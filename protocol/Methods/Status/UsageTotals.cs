namespace Moltbot.Protocol.Methods.Status;

/// <summary>Sums of use.</summary>
public sealed record UsageTotals
{
    /// <summary>Tokens in.</summary>
    public required long Input { get; init; }

    /// <summary>Tokens out.</summary>
    public required long Output { get; init; }

    /// <summary>Tokens read from a cache.</summary>
    public required long CacheRead { get; init; }

    /// <summary>Tokens written to a cache.</summary>
    public required long CacheWrite { get; init; }

    /// <summary>All tokens.</summary>
    public required long TotalTokens { get; init; }

    /// <summary>Cost in US dollars.</summary>
    public required double TotalCost { get; init; }

    /// <summary>Turns whose price is unknown.</summary>
    public required long MissingCostEntries { get; init; }
}
