namespace Moltbot.Policy.Explanations;

/// <summary>A change of the configuration that turns what a rule says round.</summary>
/// <param name="Kind">What is done to the value of the key.</param>
/// <param name="Key">The configuration key.</param>
/// <param name="Value">The entry that is added or removed, or the whole value that is set.</param>
public sealed record ConfigChange(ConfigChangeKind Kind, string Key, string Value);
