using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Models;
using Moltbot.Protocol.Methods.Sessions;

namespace Moltbot.Gateway.Methods.Models;

/// <summary>Which model answers, as the configuration says.</summary>
internal static class AgentModels
{
    /// <summary>The window of a model that nothing is known of.</summary>
    private const int UnknownWindow = 200_000;

    /// <summary>The model of new sessions of the default agent.</summary>
    public static SessionDefaults Defaults(ConfigDocument document)
    {
        ModelReference model = Of(document, document.Agents.DefaultAgentId);
        return new SessionDefaults
        {
            ModelProvider = model.Provider,
            Model = model.Model,
            ContextTokens = document.Agents.Defaults.ContextTokens ?? Configured(document, model)?.ContextWindow ?? UnknownWindow,
        };
    }

    /// <summary>The model of an agent; where one provider is configured and no choice is made, that one's first model.</summary>
    public static ModelReference Of(ConfigDocument document, string agentId)
    {
        if (document.Agents.ModelFor(agentId).Primary is null
            && document.Models.Providers.Count == 1
            && document.Models.Providers.Values.First() is { Models: [var first, ..] } only)
        {
            return new ModelReference(ProviderIds.Normalize(only.Id), first.Id);
        }

        return ModelSelection.ForAgent(document.Agents, agentId);
    }

    private static ModelConfig? Configured(ConfigDocument document, ModelReference model) => document.Models.Providers.Values
        .FirstOrDefault(provider => ProviderIds.Normalize(provider.Id) == model.Provider)?.Models
        .FirstOrDefault(each => each.Id == model.Model);
}
