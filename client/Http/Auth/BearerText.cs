using Microsoft.AspNetCore.Http;

namespace Moltbot.Gateway.Http.Auth;

/// <summary>The secret of an <c>Authorization: Bearer</c> header. Never looked for anywhere else: addresses end up in logs and histories.</summary>
internal static class BearerText
{
    private const string Scheme = "Bearer ";
    private const int MaxLength = 4096;

    public static string? Of(IHeaderDictionary headers) =>
        headers.Authorization is [var only] ? Of(only) : null;

    public static string? Of(string? header)
    {
        string text = header ?? "";
        if (text.Length > MaxLength || !text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string secret = text[Scheme.Length..].Trim();
        return secret.Length == 0 ? null : secret;
    }
}
