using Moltbot.Policy.Sessions;

namespace Moltbot.Policy.Routing;

/// <summary>Which accounts the bindings tie to which agent.</summary>
public static class BoundAccounts
{
    /// <summary>Channel → agent → accounts named in bindings, in their order; entries for all or the default account do not count.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> All(
        IEnumerable<AgentBinding> bindings)
    {
        var named = bindings.Where(IsNamed);
        return named.GroupBy(each => Channel(each), StringComparer.Ordinal).ToDictionary(
            byChannel => byChannel.Key,
            byChannel => (IReadOnlyDictionary<string, IReadOnlyList<string>>)byChannel
                .GroupBy(each => IdNormalization.AgentId(each.AgentId), StringComparer.Ordinal)
                .ToDictionary(
                    byAgent => byAgent.Key,
                    byAgent => (IReadOnlyList<string>)[.. byAgent.Select(Account).Distinct(StringComparer.Ordinal)],
                    StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    /// <summary>The accounts of a channel that any binding names, in ordinal order.</summary>
    public static IReadOnlyList<string> OfChannel(IEnumerable<AgentBinding> bindings, string channel) =>
    [
        .. bindings.Where(each => IsNamed(each) && Channel(each) == SessionKeys.Lowered(channel))
            .Select(Account).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>The first account of a channel bound to the default agent; null when there is none.</summary>
    public static string? OfDefaultAgent(RoutingRules rules, string channel)
    {
        var agent = IdNormalization.AgentId(rules.DefaultAgentId);
        var binding = rules.Bindings.FirstOrDefault(each =>
            IsNamed(each) && Channel(each) == SessionKeys.Lowered(channel) && IdNormalization.AgentId(each.AgentId) == agent);
        return binding is null ? null : Account(binding);
    }

    /// <summary>The account to send from: the first bound one, else the channel's default.</summary>
    public static string Preferred(IReadOnlyList<string> boundAccounts, string defaultAccountId) =>
        boundAccounts.Count > 0 ? boundAccounts[0] : defaultAccountId;

    private static bool IsNamed(AgentBinding binding) =>
        Channel(binding).Length > 0 && !string.IsNullOrWhiteSpace(binding.AccountId) && !binding.IsForAllAccounts;

    private static string Channel(AgentBinding binding) => SessionKeys.Lowered(binding.Channel);

    private static string Account(AgentBinding binding) => IdNormalization.AccountId(binding.AccountId);
}
