using Moltbot.Policy.Explanations;

namespace Moltbot.Policy.Access.Admission;

/// <summary>What one gate says of an update, and why. A gate that lets it go on to the next says nothing.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="Word">What it says.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Key">The configuration key behind it; null when there is none.</param>
/// <param name="Entry">The entry of its list that decides, as written; null when none does.</param>
/// <param name="Change">What would turn it round; null when no key does that.</param>
public sealed record AdmissionStep(
    AdmissionGate Gate, RuleWord Word, string Reason, string? Key = null, string? Entry = null, ConfigChange? Change = null);
