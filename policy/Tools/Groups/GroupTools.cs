using Moltbot.Policy.Access;
using Moltbot.Policy.Access.Groups;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Tools.Rules;

namespace Moltbot.Policy.Tools.Groups;

/// <summary>What one entry of the configuration says of a group's tools: to some senders, and to the others.</summary>
/// <param name="Tools">The rule for the others; null when it says nothing.</param>
/// <param name="BySender">The rules of <c>toolsBySender</c>, in their order.</param>
internal sealed record GroupTools(ToolRule? Tools, IReadOnlyList<KeyValuePair<string, ToolRule>> BySender)
{
    /// <summary>The rule for a sender; null when the entry says nothing of them.</summary>
    public ToolRule? For(SenderIdentity sender) => SenderKeyed.Find(BySender, sender) ?? Tools;

    /// <summary>What an entry says.</summary>
    /// <param name="entry">The entry; may be absent.</param>
    /// <param name="key">Its place.</param>
    /// <param name="vocabulary">What its lists may name.</param>
    public static GroupTools From(ConfigSection entry, string key, ToolVocabulary vocabulary) => new(
        ToolPolicyConfig.From(entry.Section("tools"), $"{key}.tools") is { } tools ? ToolLists.Rule(ToolLayer.Group, tools, vocabulary) : null,
        [
            .. ToolPolicyConfig.MapFrom(entry.Section("toolsBySender"), $"{key}.toolsBySender")
                .Select(each => KeyValuePair.Create(each.Key, ToolLists.Rule(ToolLayer.Group, each.Value, vocabulary))),
        ]);
}
