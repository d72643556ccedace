namespace Moltbot.Models.Providers;

/// <summary>
/// One configured provider (<c>models.providers.&lt;id&gt;</c>). Immutable: a changed document gives a new value, which
/// <see cref="IModelClientFactory"/> answers with a new client.
/// </summary>
public sealed record ModelProviderOptions
{
    /// <summary>The normalised provider id, as in <c>provider/model</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Absolute http or https address the API's paths are appended to; no user info, query or fragment.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>The secret; sent to <see cref="BaseUrl"/>'s origin and nowhere else. Null for servers that want none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The wire it speaks.</summary>
    public ModelApi Api { get; init; }

    /// <summary>Extra request headers. They are treated as secrets; framing headers are refused.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The models it offers.</summary>
    public IReadOnlyList<ModelOptions> Models { get; init; } = [];

    /// <summary>
    /// The operator's permission to reach loopback and private addresses, and to use plain http. Without it every address
    /// the host resolves to must be public, judged at connect time.
    /// </summary>
    public bool AllowPrivateNetwork { get; init; }

    /// <summary>The configured model of that id; null when the provider does not list it (it may still be asked for).</summary>
    public ModelOptions? Find(string modelId) => Models.FirstOrDefault(m => string.Equals(m.Id, modelId, StringComparison.Ordinal));

    /// <summary>Never prints the secrets.</summary>
    public override string ToString() => $"{Id} ({Api.Name()})";
}
