namespace Moltbot.Policy.Routing;

/// <summary>One entry of <c>bindings</c>: messages that match go to the agent.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Channel">The channel id; compares without case. Blank matches nothing.</param>
/// <param name="AccountId">Absent means the default account only, <c>*</c> means all; else compares exactly.</param>
/// <param name="Peer">One peer; compares exactly.</param>
/// <param name="GuildId">One Discord guild.</param>
/// <param name="TeamId">One team.</param>
public sealed record AgentBinding(
    string AgentId, string? Channel, string? AccountId = null, PeerRef? Peer = null, string? GuildId = null, string? TeamId = null)
{
    internal bool IsForAllAccounts => AccountId?.Trim() == "*";

    internal bool IsGeneral => Peer is null && string.IsNullOrWhiteSpace(GuildId) && string.IsNullOrWhiteSpace(TeamId);

    internal bool MatchesChannel(string channel) => Channel?.Trim().ToLowerInvariant() is { Length: > 0 } own && own == channel;

    internal bool MatchesAccount(string accountId) => (AccountId ?? "").Trim() switch
    {
        "" => accountId == Sessions.IdNormalization.DefaultAccountId,
        "*" => true,
        var own => own == accountId,
    };
}
