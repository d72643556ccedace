using Moltbot.Policy.Models;

namespace Moltbot.Policy.Configuration.Views;

/// <summary><c>auth</c>: credentials for model providers, by name, and how they rest after errors.</summary>
public sealed record AuthConfig
{
    public IReadOnlyDictionary<string, AuthProfileConfig> Profiles { get; init; } = new Dictionary<string, AuthProfileConfig>(StringComparer.Ordinal);

    /// <summary>Provider → profile names in the order to try.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Order { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>Hours a credential rests after its first billing failure, where its provider has none of its own; null = not set.</summary>
    public double? BillingBackoffHours { get; init; }

    /// <summary>Provider → its own hours after the first billing failure.</summary>
    public IReadOnlyDictionary<string, double> BillingBackoffHoursByProvider { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>The most hours after billing failures; null = not set.</summary>
    public double? BillingMaxHours { get; init; }

    /// <summary>After how many hours failures are forgotten; null = not set.</summary>
    public double? FailureWindowHours { get; init; }

    /// <summary>A provider's hours after its first billing failure: its own, else the general ones; null = neither is set.</summary>
    public double? BillingBackoffHoursOf(string provider)
    {
        string id = ProviderIds.Normalize(provider);
        return BillingBackoffHoursByProvider.Where(entry => ProviderIds.Normalize(entry.Key) == id)
            .Select(static entry => (double?)entry.Value).FirstOrDefault() ?? BillingBackoffHours;
    }

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
