using System.Collections.Concurrent;
using Moltbot.Policy.Access;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Tools.Rules;

namespace Moltbot.Policy.Tools.Groups;

/// <summary>What the channels of a configuration say of tools in their groups.</summary>
internal sealed class GroupToolRules(ChannelsConfig channels, ToolVocabulary vocabulary)
{
    private readonly ConcurrentDictionary<(string Channel, string? Account), GroupToolMap> _maps = new();

    /// <summary>
    /// The rules for a sender in a group; all of them hold. Who is found by a name that they can change themselves is under the
    /// rule of that name and under the one they would have without it: a name gives nothing.
    /// </summary>
    public IEnumerable<ToolRule> For(GroupAddress group, SenderIdentity? sender)
    {
        if (!channels.Ids.Contains(group.Channel, StringComparer.Ordinal))
        {
            return [];
        }

        var account = channels.AccountIds(group.Channel).FirstOrDefault(id => id == Configuration.ConfigIds.Account(group.AccountId));
        var entries = _maps.GetOrAdd((group.Channel, account), key => GroupToolMap.From(channels, key.Channel, key.Account, vocabulary)).Of(group).ToList();
        var known = new SenderIdentity(sender?.Id, Phone: sender?.Phone);
        return new[] { First(entries, known), First(entries, sender ?? known) }.OfType<ToolRule>().Distinct();
    }

    private static ToolRule? First(List<GroupTools> entries, SenderIdentity sender) =>
        entries.Select(entry => entry.For(sender)).FirstOrDefault(static rule => rule is not null);
}
