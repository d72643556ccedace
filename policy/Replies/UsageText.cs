using System.Globalization;

namespace Moltbot.Policy.Replies;

/// <summary>Tokens and money as people read them (<c>/usage</c>).</summary>
public static class UsageText
{
    /// <summary>A number of tokens: whole below a thousand, else in thousands (<c>k</c>) or millions (<c>m</c>); below zero counts as none.</summary>
    public static string Tokens(double tokens) => Math.Max(0, double.IsFinite(tokens) ? tokens : 0) switch
    {
        >= 1_000_000 and var many => string.Create(CultureInfo.InvariantCulture, $"{many / 1_000_000:0.0}m"),
        >= 10_000 and var many => string.Create(CultureInfo.InvariantCulture, $"{many / 1_000:0}k"),
        >= 1_000 and var many => string.Create(CultureInfo.InvariantCulture, $"{many / 1_000:0.0}k"),
        var few => string.Create(CultureInfo.InvariantCulture, $"{few:0}"),
    };

    /// <summary>US dollars: cents, and of less than a cent four places.</summary>
    public static string Dollars(double dollars) =>
        dollars >= 0.01 ? string.Create(CultureInfo.InvariantCulture, $"${dollars:0.00}") : string.Create(CultureInfo.InvariantCulture, $"${dollars:0.0000}");

    /// <summary>The line below a reply.</summary>
    /// <param name="display"><c>tokens</c> or <c>full</c>, which adds the cost; anything else shows nothing.</param>
    /// <param name="input">Tokens read, from the cache too.</param>
    /// <param name="output">Tokens written.</param>
    /// <param name="cost">US dollars; null when the model has no price.</param>
    public static string? Footer(string? display, double input, double output, double? cost) => display switch
    {
        "tokens" => $"Usage: {Tokens(input)} in / {Tokens(output)} out",
        "full" => $"Usage: {Tokens(input)} in / {Tokens(output)} out{(cost is { } dollars ? $" · est {Dollars(dollars)}" : "")}",
        _ => null,
    };
}
