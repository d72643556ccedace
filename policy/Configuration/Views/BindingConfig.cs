namespace Moltbot.Policy.Configuration.Views;

/// <summary>One entry of <c>bindings</c>: messages that match go to this agent.</summary>
public sealed record BindingConfig
{
    public required string AgentId { get; init; }

    public required string Channel { get; init; }

    /// <summary>Null: the default account; <c>*</c>: every account.</summary>
    public string? AccountId { get; init; }

    public BindingPeerConfig? Peer { get; init; }

    public string? GuildId { get; init; }

    public string? TeamId { get; init; }

    internal static BindingConfig From(ConfigSection section)
    {
        var match = section.Section("match");
        var peer = match.Section("peer");
        return new BindingConfig
        {
            AgentId = section.String("agentId") ?? "",
            Channel = match.String("channel") ?? "",
            AccountId = match.String("accountId"),
            Peer = peer.Exists ? new BindingPeerConfig(peer.String("kind") ?? "", peer.String("id") ?? "") : null,
            GuildId = match.String("guildId"),
            TeamId = match.String("teamId"),
        };
    }
}
