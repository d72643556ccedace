namespace Moltbot.Policy.Configuration.Views;

/// <summary>One endpoint that serves models.</summary>
public sealed record ModelProviderConfig
{
    public required string Id { get; init; }

    public required string BaseUrl { get; init; }

    /// <summary>The secret; null when none is needed or it comes from a profile. Never shown or logged.</summary>
    public string? ApiKey { get; init; }

    /// <summary><c>api-key</c>, <c>aws-sdk</c>, <c>oauth</c> or <c>token</c>; null for <c>api-key</c>.</summary>
    public string? Auth { get; init; }

    /// <summary>
    /// <c>openai-completions</c>, <c>openai-responses</c>, <c>anthropic-messages</c>, <c>google-generative-ai</c>,
    /// <c>github-copilot</c> or <c>bedrock-converse-stream</c>; null for <c>openai-completions</c>.
    /// </summary>
    public string? Api { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether the key goes into an <c>Authorization</c> header whatever the API says.</summary>
    public bool AuthHeader { get; init; }

    public IReadOnlyList<ModelConfig> Models { get; init; } = [];

    internal static ModelProviderConfig From(string id, ConfigSection section) => new()
    {
        Id = id,
        BaseUrl = section.String("baseUrl") ?? "",
        ApiKey = section.Text("apiKey"),
        Auth = section.String("auth"),
        Api = section.String("api"),
        Headers = section.Texts("headers"),
        AuthHeader = section.Bool("authHeader") ?? false,
        Models = [.. section.Items("models").Select(ModelConfig.From)],
    };

    /// <summary>Without the secrets.</summary>
    public override string ToString() => $"ModelProviderConfig {{ Id = {Id}, BaseUrl = {BaseUrl}, Api = {Api} }}";
}
