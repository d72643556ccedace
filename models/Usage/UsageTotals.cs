namespace Moltbot.Models.Usage;

/// <summary>Sums of many calls, as <c>usage.cost</c> shows them (protocol.md §5.1). Immutable.</summary>
/// <param name="Tokens">All tokens.</param>
/// <param name="Cost">US dollars of the calls whose price is known.</param>
/// <param name="MissingCostEntries">Calls whose price is not known.</param>
public readonly record struct UsageTotals(TokenUsage Tokens, decimal Cost, int MissingCostEntries)
{
    /// <summary>With one more call.</summary>
    public UsageTotals Add(TokenUsage usage, decimal? cost) =>
        new(Tokens + usage, Cost + (cost ?? 0), MissingCostEntries + (cost is null ? 1 : 0));

    /// <summary>The sum.</summary>
    public static UsageTotals operator +(UsageTotals a, UsageTotals b) =>
        new(a.Tokens + b.Tokens, a.Cost + b.Cost, a.MissingCostEntries + b.MissingCostEntries);
}
