using System.Text.RegularExpressions;
using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.Sessions;

/// <summary>Whether one agent may read and write the sessions of another (<c>tools.agentToAgent</c>); off unless enabled.</summary>
/// <param name="Enabled">Whether agents may at all.</param>
/// <param name="Allow">The agents that may and that it may be done to, <c>*</c> as a wildcard; empty = all.</param>
public sealed record AgentToAgentPolicy(bool Enabled, IReadOnlyList<string> Allow)
{
    /// <summary>Reads <c>tools.agentToAgent</c>.</summary>
    public static AgentToAgentPolicy From(ConfigSection section) => new(section.Bool("enabled") == true, section.Strings("allow"));

    /// <summary>Whether <paramref name="requester"/> may; both agents must be listed. Its own sessions are always its own.</summary>
    public bool Allows(string requester, string target) =>
        requester == target || (Enabled && IsListed(requester) && IsListed(target));

    private bool IsListed(string agentId) => Allow.Count == 0 || Allow.Any(entry => Matches(entry.Trim(), agentId));

    // Exact entries mind the case, patterns do not: as in the original, and ids are lower-case anyway.
    private static bool Matches(string entry, string agentId) =>
        entry.Length > 0 && (entry == "*" || (entry.Contains('*', StringComparison.Ordinal)
            ? Regex.IsMatch(
                agentId, $@"\A{Regex.Escape(entry).Replace(@"\*", ".*", StringComparison.Ordinal)}\z",
                RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)
            : entry == agentId));
}
