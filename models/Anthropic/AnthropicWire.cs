using System.Net.Http.Headers;
using System.Text.Json;
using Moltbot.Models.Wire;

namespace Moltbot.Models.Anthropic;

/// <summary>Anthropic's messages API.</summary>
internal sealed class AnthropicWire : IModelWire
{
    private const string Version = "2023-06-01";

    // OAuth tokens of subscriptions are bearers; keys have a header of their own.
    private const string OAuthPrefix = "sk-ant-oat";
    private const string OAuthBeta = "oauth-2025-04-20";

    /// <summary>Kinds under which reasoning is kept.</summary>
    public const string SignatureKind = "anthropic";
    public const string RedactedKind = "anthropic-redacted";

    public string PathFor(string basePath) =>
        basePath + (basePath.EndsWith("/v1", StringComparison.Ordinal) ? "/messages" : "/v1/messages");

    public void Authorize(HttpRequestHeaders headers, string? apiKey)
    {
        headers.TryAddWithoutValidation("anthropic-version", Version);
        if (string.IsNullOrEmpty(apiKey))
        {
            return;
        }

        if (apiKey.StartsWith(OAuthPrefix, StringComparison.Ordinal))
        {
            headers.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
            headers.TryAddWithoutValidation("anthropic-beta", OAuthBeta);
        }
        else
        {
            headers.TryAddWithoutValidation("x-api-key", apiKey);
        }
    }

    public void Write(Utf8JsonWriter json, WireCall call) => new AnthropicRequest(json, call).Write();

    public IAnswerParser CreateParser(WireCall call) => new AnthropicParser(call.Origin);
}
