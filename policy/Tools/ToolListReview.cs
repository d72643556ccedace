using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Policy.Tools;

/// <summary>Looks through every list of tools in a document.</summary>
public static class ToolListReview
{
    /// <summary>The entries that fit no tool there is, by the key of their list: an allow entry gives nothing, a deny entry takes nothing.</summary>
    public static IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Unmatched(ConfigDocument document, ToolVocabulary? vocabulary = null) =>
    [
        .. All(document)
            .SelectMany(static lists => new (string Name, IReadOnlyList<string>? Entries)[] { ("allow", lists.Allow), ("alsoAllow", lists.AlsoAllow), ("deny", lists.Deny) }
                .Select(list => KeyValuePair.Create($"{lists.Key}.{list.Name}", list.Entries ?? [])))
            .Select(list => KeyValuePair.Create(list.Key, (vocabulary ?? ToolVocabulary.Core).Unmatched(list.Value)))
            .Where(static list => list.Value.Count > 0),
    ];

    private static IEnumerable<ToolPolicyConfig> All(ConfigDocument document) =>
        document.Agents.List.Select(static agent => agent.Tools).Prepend(document.Tools).SelectMany(Of)
            .Concat(document.Channels.Ids.SelectMany(id => OfGroups(document.Channels.Channel(id), $"channels.{id}")));

    private static IEnumerable<ToolPolicyConfig> Of(ToolsConfig tools) => new[] { tools.Lists, tools.OwnProfile, tools.Sandbox, tools.Subagents }
        .Concat(tools.ByProvider.Concat(tools.Groups).Select(static each => each.Value))
        .OfType<ToolPolicyConfig>();

    // Channels keep groups in different places; under whichever, lists are called by the same names.
    private static IEnumerable<ToolPolicyConfig> OfGroups(ConfigSection section, string key)
    {
        foreach (var member in section.Exists ? section.Element.EnumerateObject() : default)
        {
            var (inner, place) = (new ConfigSection(member.Value), ToolPolicyConfig.Place(key, member.Name));
            var found = member.Name switch
            {
                "tools" => ToolPolicyConfig.From(inner, place) is { } lists ? [lists] : [],
                "toolsBySender" => ToolPolicyConfig.MapFrom(inner, place).Select(static each => each.Value),
                _ => OfGroups(inner, place),
            };
            foreach (var lists in found)
            {
                yield return lists;
            }
        }
    }
}
