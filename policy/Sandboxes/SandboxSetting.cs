namespace Moltbot.Policy.Sandboxes;

/// <summary>What counts of one key of the configuration about sandboxes.</summary>
/// <param name="Name">The key, from <c>sandbox</c> on, or of the lists of tools.</param>
/// <param name="Value">What counts.</param>
/// <param name="Key">The key that says so; null where none does and this is what counts then.</param>
public sealed record SandboxSetting(string Name, string Value, string? Key);
