using System.Net.Http.Headers;

namespace Moltbot.Models.OpenAi;

/// <summary>The key as a bearer token.</summary>
internal static class OpenAiAuthorization
{
    public static void Apply(HttpRequestHeaders headers, string? apiKey)
    {
        if (!string.IsNullOrEmpty(apiKey))
        {
            headers.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        }
    }
}
