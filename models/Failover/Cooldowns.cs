namespace Moltbot.Models.Failover;

/// <summary>
/// How long a credential is left alone after failures (runtime.md §9); what a tenant sets in <c>auth.cooldowns</c> replaces the
/// hours given here.
/// </summary>
public sealed record Cooldowns
{
    private static readonly TimeSpan MostAfterErrors = TimeSpan.FromHours(1);
    private static readonly TimeSpan LeastAfterBilling = TimeSpan.FromMinutes(1);

    /// <summary>What holds where nothing is configured.</summary>
    public static Cooldowns Standard { get; } = new();

    /// <summary>After the first billing failure; doubles with each further one. Less than a minute counts as one.</summary>
    public TimeSpan Billing { get; init; } = TimeSpan.FromHours(5);

    /// <summary>The longest rest after billing failures; never less than <see cref="Billing"/>.</summary>
    public TimeSpan MostBilling { get; init; } = TimeSpan.FromHours(24);

    /// <summary>A failure at least this long ago is forgotten.</summary>
    public TimeSpan FailureWindow { get; init; } = TimeSpan.FromHours(24);

    /// <summary>After the n-th failure in a row that was not about billing: 1, 5, 25, then 60 minutes.</summary>
    /// <param name="count">How many in a row; less than one counts as one.</param>
    public static TimeSpan AfterErrors(int count)
    {
        var rest = TimeSpan.FromMinutes(Math.Pow(5, Math.Clamp(count - 1, 0, 3)));
        return rest < MostAfterErrors ? rest : MostAfterErrors;
    }

    /// <summary>After the n-th billing failure in a row.</summary>
    /// <param name="count">How many in a row; less than one counts as one.</param>
    public TimeSpan AfterBilling(int count)
    {
        var first = Billing < LeastAfterBilling ? LeastAfterBilling : Billing;
        var most = MostBilling < first ? first : MostBilling;
        var rest = first.TotalHours * Math.Pow(2, Math.Clamp(count - 1, 0, 10));
        return rest < most.TotalHours ? TimeSpan.FromHours(rest) : most;
    }
}
