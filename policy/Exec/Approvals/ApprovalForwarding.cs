using System.Text.RegularExpressions;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Sessions;

namespace Moltbot.Policy.Exec.Approvals;

/// <summary>Which chats are told of a request (<c>approvals.exec</c>).</summary>
public static class ApprovalForwarding
{
    /// <summary>Whether a request is forwarded at all.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="agentId">The agent that asks; null to take it from the session.</param>
    /// <param name="sessionKey">Its session; null for none.</param>
    public static bool Applies(ApprovalsConfig config, string? agentId, string? sessionKey)
    {
        if (!config.Enabled)
        {
            return false;
        }

        if (config.AgentFilter.Count > 0)
        {
            var agent = string.IsNullOrEmpty(agentId) ? AgentSessionKey.Parse(sessionKey)?.AgentId : agentId;
            if (agent is null || !config.AgentFilter.Contains(agent, StringComparer.Ordinal))
            {
                return false;
            }
        }

        return config.SessionFilter.Count == 0
            || (!string.IsNullOrEmpty(sessionKey) && config.SessionFilter.Any(filter => Matches(filter, sessionKey)));
    }

    /// <summary>The chats, each once. Those of channels that nobody can be written to on are left out.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="session">Where the session was last spoken to; null for nowhere.</param>
    public static IReadOnlyList<ApprovalTarget> Targets(ApprovalsConfig config, ApprovalTarget? session)
    {
        var targets = new List<ApprovalTarget>();
        if (config.Mode is "session" or "both" && session is not null)
        {
            targets.Add(session);
        }

        if (config.Mode is "targets" or "both")
        {
            targets.AddRange(config.Targets);
        }

        return
        [
            .. targets
                .Select(static target => target with { Channel = ChannelIds.Normalize(target.Channel) ?? "" })
                .Where(static target => ChannelIds.Deliverable.Contains(target.Channel, StringComparer.Ordinal))
                .DistinctBy(static target => (target.Channel, target.To, target.AccountId ?? "", target.ThreadId ?? "")),
        ];
    }

    /// <summary>A part of the key, or a regular expression that it matches.</summary>
    private static bool Matches(string filter, string sessionKey)
    {
        if (sessionKey.Contains(filter, StringComparison.Ordinal))
        {
            return true;
        }

        try
        {
            return Regex.IsMatch(sessionKey, filter, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
