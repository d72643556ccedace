using System.Text.RegularExpressions;
using Moltbot.Policy.Sessions;

namespace Moltbot.Policy.Requests;

/// <summary>Which agent and session a request to the OpenAI-shaped endpoints means (protocol.md §8).</summary>
public static partial class HttpAgentRequest
{
    /// <summary>Longest Authorization header that is looked at, in characters. Arbitrary: far above any credential of ours.</summary>
    private const int MaxAuthorization = 4096;

    private const string Scheme = "bearer ";

    /// <summary>The agent: by header, else by a model such as <c>openclaw:ops</c> or <c>agent:ops</c>, else the default one.</summary>
    /// <param name="agentHeader"><c>x-openclaw-agent-id</c>, else <c>x-openclaw-agent</c>.</param>
    /// <param name="model">The body's model.</param>
    /// <param name="defaultAgentId">The agent of a request that names none; null = <c>main</c>.</param>
    public static string AgentIdOf(string? agentHeader, string? model, string? defaultAgentId = null)
    {
        if (!string.IsNullOrWhiteSpace(agentHeader))
        {
            return IdNormalization.AgentId(agentHeader);
        }

        var match = AgentModel().Match((model ?? "").Trim());
        return IdNormalization.AgentId(match.Success ? match.Groups["agent"].Value : defaultAgentId);
    }

    /// <summary>The session: by header, else the user's, else one of its own.</summary>
    /// <param name="sessionHeader"><c>x-openclaw-session-key</c>.</param>
    /// <param name="agentId">The agent.</param>
    /// <param name="user">The body's user.</param>
    /// <param name="prefix"><c>openai</c> or <c>openresponses</c>.</param>
    /// <param name="uniqueId">What tells a session of its own from all others.</param>
    public static string SessionKeyOf(string? sessionHeader, string agentId, string? user, string prefix, string uniqueId)
    {
        if (sessionHeader?.Trim() is { Length: > 0 } named)
        {
            return named;
        }

        return SessionKeys.Main(agentId, user?.Trim() is { Length: > 0 } person ? $"{prefix}-user:{person}" : $"{prefix}:{uniqueId}");
    }

    /// <summary>The token of an Authorization header; null when there is none, or a header too long to be ours.</summary>
    public static string? BearerToken(string? authorization) =>
        authorization is { Length: <= MaxAuthorization } && authorization.Trim() is var text && text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? text[Scheme.Length..].TrimStart()
            : null;

    [GeneratedRegex(@"\A((openclaw|moltbot)[:/]|agent:)(?<agent>[a-z0-9][a-z0-9_-]{0,63})\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex AgentModel();
}
