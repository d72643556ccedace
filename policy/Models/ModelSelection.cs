using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Policy.Models;

/// <summary>Which model an agent runs on, and what is tried when that one fails.</summary>
public static class ModelSelection
{
    /// <summary>The aliases that hold for a configuration.</summary>
    public static ModelAliases Aliases(AgentDefaultsConfig defaults, string defaultProvider = ModelReference.DefaultProvider) =>
        ModelAliases.From(defaults.Models.Select(static entry => KeyValuePair.Create(entry.Key, entry.Value.Alias)), defaultProvider);

    /// <summary>The model of everybody who has none of their own.</summary>
    public static ModelReference Default(
        AgentDefaultsConfig defaults, string defaultProvider = ModelReference.DefaultProvider, string defaultModel = ModelReference.DefaultModel) =>
        Resolve(defaults.Model?.Primary, Aliases(defaults, defaultProvider), defaultProvider) ?? new(defaultProvider, defaultModel);

    /// <summary>The model of one agent; its own wins over the defaults'.</summary>
    public static ModelReference ForAgent(AgentsConfig agents, string? agentId) =>
        Resolve(agents.ModelFor(agentId).Primary, Aliases(agents.Defaults), ModelReference.DefaultProvider)
        ?? new(ModelReference.DefaultProvider, ModelReference.DefaultModel);

    /// <summary>
    /// The models to try for one agent, the primary first, each once. <paramref name="chosen"/> (a session's own model) goes
    /// before all; the configured primary then follows the fallbacks.
    /// </summary>
    public static IReadOnlyList<ModelReference> Candidates(AgentsConfig agents, string? agentId, ModelReference? chosen = null)
    {
        var aliases = Aliases(agents.Defaults);
        var primary = ForAgent(agents, agentId);
        var fallbacks = (agents.ModelFor(agentId).Fallbacks ?? [])
            .Select(text => aliases.Resolve(text, primary.Provider)?.Model)
            .OfType<ModelReference>();
        return [.. fallbacks.Prepend(chosen ?? primary).Append(primary).Distinct()];
    }

    /// <summary>The models that are named for pictures (<c>agents.defaults.imageModel</c>), the primary first, each once; empty where none is.</summary>
    public static IReadOnlyList<ModelReference> ForPictures(AgentDefaultsConfig defaults)
    {
        var aliases = Aliases(defaults);
        var primary = Resolve(defaults.ImageModel?.Primary, aliases, ModelReference.DefaultProvider);
        var fallbacks = (defaults.ImageModel?.Fallbacks ?? []).Select(text => aliases.Resolve(text, primary?.Provider ?? ModelReference.DefaultProvider)?.Model);
        return [.. fallbacks.Prepend(primary).OfType<ModelReference>().Distinct()];
    }

    private static ModelReference? Resolve(string? text, ModelAliases aliases, string defaultProvider)
    {
        var trimmed = (text ?? "").Trim();
        if (trimmed.Length == 0)
            return null;
        // A configured bare name always meant Anthropic, whatever the default provider is.
        return trimmed.Contains('/')
            ? aliases.Resolve(trimmed, defaultProvider)?.Model
            : aliases.Find(trimmed)?.Model ?? new ModelReference(ModelReference.DefaultProvider, trimmed);
    }
}
