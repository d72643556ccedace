using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Tools.Patterns;

namespace Moltbot.Policy.Tools.Rules;

/// <summary>A profile that was chosen, by name or as lists.</summary>
/// <param name="Scope">The lists beside which it stands.</param>
/// <param name="Own">The profile itself, when it is written as lists.</param>
internal sealed record ToolProfileChoice(ToolPolicyConfig Scope, ToolPolicyConfig? Own)
{
    private string Key => $"{Scope.Key}.profile";

    /// <summary>What a scope chooses; null when it chooses nothing.</summary>
    public static ToolProfileChoice? Of(ToolPolicyConfig? scope, ToolPolicyConfig? own = null) =>
        scope is null || (own is null && string.IsNullOrEmpty(scope.Profile)) ? null : new(scope, own);

    /// <summary>The rule of the profile; <paramref name="also"/> adds to what it allows.</summary>
    public ToolRule Rule(ToolLayer layer, ToolPolicyConfig? also, ToolVocabulary vocabulary)
    {
        if (Own is not null)
        {
            return ToolRule.Compile(layer, Key, With(ToolLists.AllowOf(Own), also, vocabulary), ToolLists.DenyOf(Own), vocabulary);
        }

        if (ToolProfiles.AllowOf(Scope.Profile) is not { } allow)
        {
            return ToolProfiles.IsUnrestricted(Scope.Profile)
                ? ToolRule.OfProfile(layer, Key, null, null, vocabulary)
                : ToolRule.Unreadable(layer, Key, $"there is no profile {Scope.Profile}", vocabulary);
        }

        var adding = also ?? Scope;
        var addingKey = adding.Allow is { Count: > 0 } ? null : $"{adding.Key}.alsoAllow";
        return ToolRule.OfProfile(layer, Key, addingKey, With(ToolEntry.Of(allow, Key), also, vocabulary), vocabulary);
    }

    private static IReadOnlyList<ToolEntry>? With(IReadOnlyList<ToolEntry>? allow, ToolPolicyConfig? also, ToolVocabulary vocabulary)
    {
        if (also is null || allow is null || ToolPatterns.Compile(allow, vocabulary) is null)
        {
            return allow;
        }

        var added = ToolEntry.Of(also.AlsoAllow, $"{also.Key}.alsoAllow")!;
        // Beside a name, negations would no longer mean everything else.
        return ToolPatterns.IsNegativeOnly(allow) ? [new ToolEntry("*", allow[0].Key), .. allow, .. added] : [.. allow, .. added];
    }
}
