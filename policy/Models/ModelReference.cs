namespace Moltbot.Policy.Models;

/// <summary>One model of one provider, in canonical form.</summary>
/// <param name="Provider">Lower-case id.</param>
/// <param name="Model">The provider's own id.</param>
public sealed record ModelReference(string Provider, string Model)
{
    /// <summary>The provider when a reference names none.</summary>
    public const string DefaultProvider = "anthropic";

    /// <summary>The model when nothing is configured.</summary>
    public const string DefaultModel = "claude-opus-4-5";

    /// <summary><c>provider/model</c>.</summary>
    public string Key => $"{Provider}/{Model}";

    /// <summary>
    /// Reads <c>provider/model</c>, or a bare model of <paramref name="defaultProvider"/>. Only the first slash separates: ids of
    /// some providers have slashes. Null when either part is blank.
    /// </summary>
    public static ModelReference? Parse(string? text, string defaultProvider = DefaultProvider)
    {
        var trimmed = (text ?? "").Trim();
        if (trimmed.Length == 0)
            return null;
        var slash = trimmed.IndexOf('/');
        var provider = ProviderIds.Normalize(slash < 0 ? defaultProvider : trimmed[..slash]);
        var model = trimmed[(slash + 1)..].Trim();
        return slash >= 0 && (provider.Length == 0 || model.Length == 0) ? null : new(provider, ModelIds.Normalize(provider, model));
    }

    public override string ToString() => Key;
}
