using System.Collections.Frozen;
using Moltbot.Policy.Tools.Mcp;
using Moltbot.Policy.Tools.Patterns;
using Moltbot.Policy.Tools.Rules;

namespace Moltbot.Policy.Tools;

/// <summary>The tools that there are, each with a number, and what else entries of lists may name: groups and plugins.</summary>
/// <remarks>An entry always means the core's tool or group of that name; a plugin cannot take a name over.</remarks>
public sealed class ToolVocabulary
{
    private readonly FrozenDictionary<string, int> _numbers;
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _numbersOfSpans;
    private readonly FrozenDictionary<string, IReadOnlyList<string>> _collections;

    /// <param name="core">The tools of the core that there are here.</param>
    /// <param name="plugins">Plugin id → the tools it registered.</param>
    public ToolVocabulary(IReadOnlyList<string> core, IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> plugins)
    {
        var byPlugin = plugins.Select(static plugin => KeyValuePair.Create(
            ToolNames.Normalize(plugin.Key), (IReadOnlyList<string>)[.. plugin.Value.Select(ToolNames.Normalize)])).ToList();
        IReadOnlyList<string> ofPlugins = [.. byPlugin.SelectMany(static plugin => plugin.Value).Distinct(StringComparer.Ordinal)];
        Tools = [.. core.Select(ToolNames.Normalize).Concat(ofPlugins).Distinct(StringComparer.Ordinal)];

        // What servers have is not known here: the group is all that is called so.
        var collections = new Dictionary<string, IReadOnlyList<string>>(ToolGroups.Core, StringComparer.Ordinal) { [McpNames.Group] = [$"{McpNames.Prefix}*"] };
        if (ofPlugins.Count > 0)
        {
            collections[ToolGroups.Plugins] = ofPlugins;
        }

        foreach (var (id, tools) in byPlugin.Where(static plugin => !ToolGroups.CoreTools.Contains(plugin.Key, StringComparer.Ordinal)))
        {
            collections.TryAdd(id, tools);
        }

        _collections = collections.ToFrozenDictionary(StringComparer.Ordinal);
        _numbers = Tools.SelectMany(static (tool, number) => ToolNames.OthersOf(tool).Prepend(tool).Select(name => KeyValuePair.Create(name, number)))
            .ToFrozenDictionary(StringComparer.Ordinal);
        _numbersOfSpans = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The core alone.</summary>
    public static ToolVocabulary Core { get; } = new(ToolGroups.CoreTools, []);

    /// <summary>The known tools; their places are their numbers.</summary>
    public IReadOnlyList<string> Tools { get; }

    /// <summary>The names that an entry stands for: a group's or plugin's tools, else the entry itself.</summary>
    /// <param name="entry">A normalised name.</param>
    public IReadOnlyList<string> NamesOf(string entry) => _collections.TryGetValue(entry, out var tools) ? tools : [entry];

    /// <summary>The same for a list; each name once.</summary>
    public IReadOnlyList<string> Expand(IEnumerable<string> entries) =>
    [
        .. entries.Select(ToolNames.Normalize).Where(static entry => entry.Length > 0).SelectMany(NamesOf).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The entries of a list that fit no tool there is: a slip of the pen, or a tool of something that is not installed. Which tools servers have is not known here.</summary>
    public IReadOnlyList<string> Unmatched(IEnumerable<string> entries) =>
    [
        .. entries.Where(entry => ToolEntry.Read(entry).Pattern is { Length: > 0 } pattern
            && PatternSet.Expand(pattern, this).ToList() is var meant && !meant.Exists(McpNames.IsOne)
            && PatternSet.Of(meant) is var set && !Tools.Any(tool => set.MatchesAny(ToolRule.NamesOf(tool)))),
    ];

    /// <summary>The number of a tool by any of its names, lower-case; false for a name that no tool here has.</summary>
    internal bool TryNumber(ReadOnlySpan<char> name, out int number) => _numbersOfSpans.TryGetValue(name, out number);
}
