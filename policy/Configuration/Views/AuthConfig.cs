namespace Moltbot.Policy.Configuration.Views;

/// <summary><c>auth</c>: credentials for model providers, by name, and how they rest after errors.</summary>
public sealed record AuthConfig
{
    public IReadOnlyDictionary<string, AuthProfileConfig> Profiles { get; init; } = new Dictionary<string, AuthProfileConfig>(StringComparer.Ordinal);

    /// <summary>Provider → profile names in the order to try.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Order { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    public double? BillingBackoffHours { get; init; }

    public IReadOnlyDictionary<string, double> BillingBackoffHoursByProvider { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    public double? BillingMaxHours { get; init; }

    public double? FailureWindowHours { get; init; }

    internal static AuthConfig From(ConfigSection section)
    {
        var cooldowns = section.Section("cooldowns");
        return new AuthConfig
        {
            Profiles = section.Entries("profiles").ToDictionary(
                static entry => entry.Key, static entry => AuthProfileConfig.From(new ConfigSection(entry.Value)), StringComparer.Ordinal),
            Order = section.Entries("order").ToDictionary(
                static entry => entry.Key, static entry => ConfigSection.StringsOf(entry.Value) ?? [], StringComparer.Ordinal),
            BillingBackoffHours = cooldowns.Number("billingBackoffHours"),
            BillingBackoffHoursByProvider = cooldowns.Numbers("billingBackoffHoursByProvider"),
            BillingMaxHours = cooldowns.Number("billingMaxHours"),
            FailureWindowHours = cooldowns.Number("failureWindowHours"),
        };
    }
}
