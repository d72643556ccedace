using Microsoft.AspNetCore.Http;
using Moltbot.Policy.Requests;

namespace Moltbot.Gateway.Http.Auth;

/// <summary>The secret of an <c>Authorization: Bearer</c> header. Never looked for anywhere else: addresses end up in logs and histories.</summary>
internal static class BearerText
{
    /// <summary>The secret; null without one, and for a header sent twice, which nobody who means well does.</summary>
    public static string? Of(IHeaderDictionary headers) =>
        headers.Authorization is [var only] ? HttpAgentRequest.BearerToken(only) : null;
}
