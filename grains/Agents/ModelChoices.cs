using Moltbot.Policy.Configuration;
using Moltbot.Policy.Models;

namespace Moltbot.Grains.Agents;

/// <summary>Which models a session may choose: with <c>agents.defaults.models</c> set, those and the agent's own.</summary>
internal static class ModelChoices
{
    /// <summary>Reads a model as a person writes it; null when it cannot be read.</summary>
    public static ModelReference? Parse(ConfigDocument document, string agentId, string text) =>
        ModelSelection.Aliases(document.Agents.Defaults).Resolve(text, ModelSelector.Primary(document, agentId).Provider)?.Model;

    public static bool IsAllowed(ConfigDocument document, string agentId, ModelReference wanted) =>
        wanted == ModelSelector.Primary(document, agentId) || new ModelAllowList(document).Allows(wanted);

    /// <summary>For a refusal.</summary>
    public static string Describe(ConfigDocument document) => document.Agents.Defaults.Models.Count == 0
        ? "A model is named provider/model."
        : $"Allowed are: {string.Join(", ", document.Agents.Defaults.Models.Keys)}.";
}
