using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Policy.Models.Profiles;

/// <summary>
/// In which order the credentials of a provider are tried. A stored order wins over a configured one, that over the configured
/// profiles, those over all stored ones. Without an explicit order: OAuth before token before API key, least recently used
/// first. Resting ones come last, the one that is back first.
/// </summary>
public static class ProfileOrder
{
    /// <param name="preferred">Tried first when it is among the usable ones (a person's choice).</param>
    public static IReadOnlyList<string> For(
        string provider, AuthConfig auth, CredentialStore store, DateTimeOffset now, string? preferred = null)
    {
        var id = ProviderIds.Normalize(provider);
        var explicitOrder = OrderOf(store.Order, id) ?? OrderOf(auth.Order, id);
        var usable = Candidates(id, auth, store, explicitOrder)
            .Distinct(StringComparer.Ordinal)
            .Select(profile => store.Find(profile))
            .OfType<CredentialProfile>()
            .Where(profile => ProviderIds.Normalize(profile.Provider) == id && Agrees(profile, auth, id) && profile.IsUsable(now))
            .ToList();
        var ready = usable.Where(profile => !profile.Rests(now));
        if (explicitOrder is null)
            ready = ready.OrderBy(static profile => profile.Kind).ThenBy(static profile => profile.LastUsed ?? DateTimeOffset.MinValue);
        var resting = usable.Where(profile => profile.Rests(now)).OrderBy(static profile => profile.CoolsUntil);
        var ordered = ready.Concat(resting).Select(static profile => profile.Id).ToList();
        return preferred is not null && ordered.Remove(preferred) ? [preferred, .. ordered] : ordered;
    }

    private static IEnumerable<string> Candidates(string provider, AuthConfig auth, CredentialStore store, IReadOnlyList<string>? explicitOrder)
    {
        if (explicitOrder is not null)
            return explicitOrder;
        var configured = auth.Profiles.Where(entry => ProviderIds.Normalize(entry.Value.Provider) == provider).Select(static entry => entry.Key).ToList();
        return configured.Count > 0 ? configured : store.Profiles.Select(static profile => profile.Id);
    }

    private static IReadOnlyList<string>? OrderOf(IReadOnlyDictionary<string, IReadOnlyList<string>> orders, string provider) =>
        orders.Where(entry => ProviderIds.Normalize(entry.Key) == provider).Select(static entry => entry.Value).FirstOrDefault();

    /// <summary>A configured profile must name the stored credential's provider and kind; a token serves where OAuth was configured.</summary>
    private static bool Agrees(CredentialProfile profile, AuthConfig auth, string provider)
    {
        if (!auth.Profiles.TryGetValue(profile.Id, out var configured))
            return true;
        return ProviderIds.Normalize(configured.Provider) == provider && configured.Mode switch
        {
            "oauth" => profile.Kind is CredentialKind.OAuth or CredentialKind.Token,
            "token" => profile.Kind == CredentialKind.Token,
            "api_key" => profile.Kind == CredentialKind.ApiKey,
            _ => false,
        };
    }
}
