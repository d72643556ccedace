using Moltbot.Policy.Requests;

namespace Moltbot.Policy.Hooks;

/// <summary>
/// The secret that the caller of a hook shows, in a header and nowhere else: an address ends up in logs and histories. Two different
/// secrets are none.
/// </summary>
public static class HookToken
{
    /// <summary>The headers that carry it beside <c>Authorization: Bearer</c>; the first is the original's.</summary>
    public static IReadOnlyList<string> Headers { get; } = ["x-openclaw-token", "x-moltbot-token"];

    /// <summary>The secret; null when there is none.</summary>
    /// <param name="authorization">The values of <c>Authorization</c>.</param>
    /// <param name="own">The values of <see cref="Headers"/>.</param>
    public static string? Of(IEnumerable<string?> authorization, IEnumerable<string?> own)
    {
        var shown = authorization.Select(HttpAgentRequest.BearerToken).Concat(own.Select(static value => value?.Trim()))
            .Where(static secret => !string.IsNullOrEmpty(secret)).Distinct(StringComparer.Ordinal).ToList();
        return shown is [var only] ? only : null;
    }
}
