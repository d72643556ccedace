namespace Moltbot.Policy.Tools.Explanations;

/// <summary>Whether an agent may use a tool in one situation, and what every layer says of it.</summary>
/// <param name="Tool">The tool's name as policy knows it.</param>
/// <param name="IsKnown">Whether there is a tool of that name.</param>
/// <param name="Allowed">Whether it may be used; the same as a decision on the same situation says.</param>
/// <param name="RefusedBy">The first layer that refuses it.</param>
/// <param name="Layers">Every layer, in order.</param>
public sealed record ToolExplanation(string Tool, bool IsKnown, bool Allowed, ToolLayer? RefusedBy, IReadOnlyList<ToolLayerReport> Layers)
{
    /// <summary>Says why an agent may use a tool or may not.</summary>
    /// <param name="policy">The agent's policy.</param>
    /// <param name="situation">Where it would be used.</param>
    /// <param name="name">Any name of the tool.</param>
    public static ToolExplanation Of(AgentToolPolicy policy, ToolSituation situation, string name)
    {
        var scope = policy.For(situation);
        var decision = scope.Decide(name);
        var tool = ToolNames.Normalize(name);
        var rules = new RuleReports(tool, scope.Rules, policy.Vocabulary);
        var silences = new Silences(policy, situation);
        return new ToolExplanation(
            tool,
            policy.Vocabulary.TryNumber(tool, out _),
            decision.Allowed,
            decision.RefusedBy,
            [
                .. Enum.GetValues<ToolLayer>().SelectMany(layer => rules.Of(layer) is { Count: > 0 } reports
                    ? reports
                    : [silences.Of(layer, tool)]),
            ]);
    }
}
