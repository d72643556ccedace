using Moltbot.Policy.Explanations;
using Moltbot.Policy.Sandboxes;

namespace Moltbot.Policy.Tools.Explanations;

/// <summary>Why a layer says nothing in a situation, and which key would make it speak.</summary>
internal sealed class Silences(AgentToolPolicy policy, ToolSituation situation)
{
    /// <summary>The report of a layer that has no rule.</summary>
    public ToolLayerReport Of(ToolLayer layer, string tool) => layer switch
    {
        ToolLayer.Profile => new(layer, RuleWord.Nothing, "no profile restricts anything", "tools.profile"),
        ToolLayer.ProviderProfile => Silent(layer, $"no profile is set for {Model}"),
        ToolLayer.Global => Silent(layer, "tools.allow and tools.deny are not set", "tools.deny", tool),
        ToolLayer.GlobalByProvider => Silent(layer, $"nothing is set for {Model}", ByProvider("tools"), tool),
        ToolLayer.Agent => Silent(layer, "nothing is set for the agent", $"{AgentKey}.deny", tool),
        ToolLayer.AgentByProvider => Silent(layer, $"nothing is set for the agent on {Model}", ByProvider(AgentKey), tool),
        ToolLayer.Group => Silent(layer, situation.Groups().Count == 0 ? "there is no group" : "nothing is set for the group"),
        // A sandboxed session is never without a rule.
        ToolLayer.Sandbox => new(
            layer, RuleWord.Nothing, $"the session is not sandboxed (mode {(policy.SandboxMode == SandboxMode.NonMain ? "non-main" : "off")})", "agents.defaults.sandbox.mode"),
        _ => Silent(layer, "the session is no sub-agent's"),
    };

    private string AgentKey => $"agents.list[{policy.AgentId}].tools";

    private string Model => situation.Provider is null ? "a model that is not known" : situation.Model is null ? situation.Provider : $"{situation.Provider}/{situation.Model}";

    private static ToolLayerReport Silent(ToolLayer layer, string reason, string? denyKey = null, string tool = "") =>
        new(layer, RuleWord.Nothing, reason, Change: denyKey is null ? null : new(ConfigChangeKind.Add, denyKey, tool));

    private string? ByProvider(string key) =>
        situation.Provider is { } provider ? $"{Configuration.Views.ToolPolicyConfig.Place($"{key}.byProvider", provider)}.deny" : null;
}
