using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Policy.Tools.Rules;

/// <summary>The lists that count for an agent on one model, before groups and sessions are looked at; null where nothing is set.</summary>
/// <param name="Profile">The scope that names the profile: the agent's, else the global one.</param>
/// <param name="ProfileAlso">The scope whose <c>alsoAllow</c> adds to it: an agent's list, also an empty one, hides the global one.</param>
/// <param name="ProviderProfile">The same for the provider.</param>
/// <param name="ProviderProfileAlso">The same for the provider.</param>
/// <param name="GlobalByProvider">The provider's global lists.</param>
/// <param name="AgentByProvider">The provider's lists of the agent.</param>
internal sealed record EffectiveToolLists(
    ToolProfileChoice? Profile,
    ToolPolicyConfig? ProfileAlso,
    ToolProfileChoice? ProviderProfile,
    ToolPolicyConfig? ProviderProfileAlso,
    ToolPolicyConfig? GlobalByProvider,
    ToolPolicyConfig? AgentByProvider)
{
    /// <summary>Chooses between an agent's lists and the global ones.</summary>
    public static EffectiveToolLists Resolve(
        ToolsConfig global, ToolsConfig? agent, ToolPolicyConfig? globalByProvider, ToolPolicyConfig? agentByProvider) => new(
        ToolProfileChoice.Of(agent?.Lists, agent?.OwnProfile) ?? ToolProfileChoice.Of(global.Lists, global.OwnProfile),
        Also(agent?.Lists, global.Lists),
        ToolProfileChoice.Of(agentByProvider) ?? ToolProfileChoice.Of(globalByProvider),
        Also(agentByProvider, globalByProvider),
        globalByProvider,
        agentByProvider);

    private static ToolPolicyConfig? Also(ToolPolicyConfig? own, ToolPolicyConfig? global) =>
        own?.AlsoAllow is not null ? own : global?.AlsoAllow is not null ? global : null;
}
