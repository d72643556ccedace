using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Policy.Models.Profiles;

/// <summary>How long a credential rests after errors.</summary>
public sealed record ProfileCooldowns
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>After the first billing error; doubles with each further one.</summary>
    public TimeSpan Billing { get; init; } = TimeSpan.FromHours(5);

    public TimeSpan BillingMost { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Errors older than this are forgotten.</summary>
    public TimeSpan FailureWindow { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The rest after the n-th error in a row: 1, 5, 25, then 60 minutes.</summary>
    public static TimeSpan AfterErrors(int errorCount)
    {
        var rest = TimeSpan.FromMinutes(Math.Pow(5, Math.Clamp(errorCount - 1, 0, 3)));
        return rest < Longest ? rest : Longest;
    }

    /// <summary>The rest after the n-th billing error.</summary>
    public TimeSpan AfterBillingError(int count)
    {
        var first = Billing < TimeSpan.FromMinutes(1) ? TimeSpan.FromMinutes(1) : Billing;
        var most = BillingMost < first ? first : BillingMost;
        var rest = first * Math.Pow(2, Math.Clamp(count - 1, 0, 10));
        return rest < most ? rest : most;
    }

    /// <summary>As configured (<c>auth.cooldowns</c>) for a provider.</summary>
    public static ProfileCooldowns For(AuthConfig auth, string provider)
    {
        var standard = new ProfileCooldowns();
        var id = ProviderIds.Normalize(provider);
        double? own = auth.BillingBackoffHoursByProvider.Where(entry => ProviderIds.Normalize(entry.Key) == id).Select(static entry => (double?)entry.Value).FirstOrDefault();
        return new ProfileCooldowns
        {
            Billing = Hours(own ?? auth.BillingBackoffHours) ?? standard.Billing,
            BillingMost = Hours(auth.BillingMaxHours) ?? standard.BillingMost,
            FailureWindow = Hours(auth.FailureWindowHours) ?? standard.FailureWindow,
        };
    }

    private static TimeSpan? Hours(double? hours) => hours is > 0 and < 1e6 ? TimeSpan.FromHours(hours.Value) : null;
}
