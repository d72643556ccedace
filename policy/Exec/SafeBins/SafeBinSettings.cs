using System.Collections.Frozen;

namespace Moltbot.Policy.Exec.SafeBins;

/// <summary>Which filters may run without being on a list (<c>tools.exec.safeBins</c>).</summary>
public static class SafeBinSettings
{
    /// <summary>What counts when nothing is configured.</summary>
    public static IReadOnlyList<string> Default { get; } = ["jq", "grep", "cut", "sort", "uniq", "head", "tail", "tr", "wc"];

    /// <summary>The names, lower-case; an empty list is none. A name without a grammar here (<see cref="SafeBinGrammars"/>) allows nothing.</summary>
    /// <param name="configured">The configured names; null for <see cref="Default"/>.</param>
    public static IReadOnlySet<string> Resolve(IEnumerable<string>? configured) => (configured ?? Default)
        .Select(static name => name.Trim().ToLowerInvariant())
        .Where(static name => name.Length > 0)
        .ToFrozenSet(StringComparer.Ordinal);
}
