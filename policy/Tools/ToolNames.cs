namespace Moltbot.Policy.Tools;

/// <summary>Names of tools: trimmed, lower-cased, other names of one tool resolved.</summary>
public static class ToolNames
{
    public const string Exec = "exec";
    public const string ApplyPatch = "apply_patch";

    /// <summary>Longest name that is looked at, characters. Arbitrary: no tool has one nearly so long.</summary>
    public const int MaxLength = 128;

    /// <summary>The name under which policy knows a tool; empty for a blank one.</summary>
    public static string Normalize(string? name) => (name ?? "").Trim().ToLowerInvariant() switch
    {
        "bash" => Exec,
        "apply-patch" => ApplyPatch,
        var lowered => lowered,
    };

    /// <summary>The other names of a tool; a pattern that fits one of them fits the tool.</summary>
    public static IReadOnlyList<string> OthersOf(string name) => name switch
    {
        Exec => ["bash"],
        ApplyPatch => ["apply-patch"],
        _ => [],
    };
}
