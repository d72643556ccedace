namespace Moltbot.Protocol.Methods.Status;

/// <summary>One day's cost.</summary>
public sealed record UsageCostDay
{
    /// <summary><c>YYYY-MM-DD</c>.</summary>
    public required string Date { get; init; }

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
