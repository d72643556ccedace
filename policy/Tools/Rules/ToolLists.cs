using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Tools.Patterns;

namespace Moltbot.Policy.Tools.Rules;

/// <summary>Reads the lists of one scope of the configuration.</summary>
internal static class ToolLists
{
    /// <summary>What a scope allows; null when it leaves that open. <c>alsoAllow</c> without a list to add to adds to everything.</summary>
    public static IReadOnlyList<ToolEntry>? AllowOf(ToolPolicyConfig lists)
    {
        var also = ToolEntry.Of(lists.AlsoAllow, $"{lists.Key}.alsoAllow") ?? [];
        if (also.Count == 0)
        {
            return ToolEntry.Of(lists.Allow, $"{lists.Key}.allow");
        }

        return lists.Allow is { Count: > 0 }
            ? [.. ToolEntry.Of(lists.Allow, $"{lists.Key}.allow")!, .. also]
            : [new ToolEntry("*", $"{lists.Key}.alsoAllow"), .. also];
    }

    /// <summary>What a scope denies; null when nothing.</summary>
    public static IReadOnlyList<ToolEntry>? DenyOf(ToolPolicyConfig lists) => ToolEntry.Of(lists.Deny, $"{lists.Key}.deny");

    /// <summary>The rule of a scope's own lists.</summary>
    public static ToolRule Rule(ToolLayer layer, ToolPolicyConfig lists, ToolVocabulary vocabulary) =>
        ToolRule.Compile(layer, lists.Key, AllowOf(lists), DenyOf(lists), vocabulary);
}
