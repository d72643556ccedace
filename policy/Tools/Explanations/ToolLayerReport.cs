using Moltbot.Policy.Explanations;

namespace Moltbot.Policy.Tools.Explanations;

/// <summary>What one layer says of a tool in one situation, and why. A layer with several rules has a report for each.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Word">What it says.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Key">The configuration key that says so; null when none does.</param>
/// <param name="Entry">The entry of its list that decides, as written; null when none does.</param>
/// <param name="Change">What would turn it round; null when no key does that.</param>
public sealed record ToolLayerReport(
    ToolLayer Layer, RuleWord Word, string Reason, string? Key = null, string? Entry = null, ConfigChange? Change = null);
