using System.Security.Cryptography;
using System.Text;
using Moltbot.Policy.Exec.Allowlists;

namespace Moltbot.Policy.Exec.Documents;

/// <summary>The document of exec approvals: who may run what without being asked about (security.md §10).</summary>
/// <param name="Socket">See <see cref="ExecSocket"/>; null for none.</param>
/// <param name="Defaults">For all agents.</param>
/// <param name="Agents">By agent id; <c>*</c> counts for all.</param>
public sealed record ExecDocument(ExecSocket? Socket, ExecDefaults? Defaults, IReadOnlyDictionary<string, ExecAgent> Agents)
{
    /// <summary>The agent whose part was called <c>default</c> once.</summary>
    private const string Main = "main";

    private const string Everybody = "*";

    private const string Legacy = "default";

    /// <summary>A document that says nothing.</summary>
    public static ExecDocument Empty { get; } = new(null, null, new Dictionary<string, ExecAgent>(StringComparer.Ordinal));

    /// <summary>Whether an id is one agent's, and not a part of the document that counts for others.</summary>
    public static bool IsAgent(string agentId) => !string.IsNullOrWhiteSpace(agentId) && agentId is not (Everybody or Legacy);

    /// <summary>What stands in for a stored document that cannot be read: it denies everything.</summary>
    public static ExecDocument Unreadable { get; } = Empty with { Defaults = new ExecDefaults(ExecSecurity.Deny, ExecAsk.Always, ExecSecurity.Deny, false) };

    /// <summary>The most entries of an agent's list. Arbitrary: each run is held beside all of them.</summary>
    public const int MaxEntries = 512;

    /// <summary>The longest pattern that is stored, in characters. Arbitrary: paths are shorter.</summary>
    public const int MaxPattern = 512;

    /// <summary>The longest of an entry's other texts, in characters. Arbitrary: a command and a path are shorter.</summary>
    public const int MaxNote = 32_768;

    /// <summary>The most agents. Arbitrary: each is a part of the row that every change writes.</summary>
    public const int MaxAgents = 256;

    /// <summary>Why the document is not stored, and where it says so; null when it may be.</summary>
    public string? Problem()
    {
        if (Agents.Count > MaxAgents)
        {
            return $"agents: {Agents.Count} of them, and at most {MaxAgents} may be";
        }

        if (Defaults?.AutoAllowSkills == true)
        {
            return ProblemOfSkills("defaults");
        }

        return Agents.Select(static agent => ProblemOf($"agents.{agent.Key}", agent.Value)).FirstOrDefault(static problem => problem is not null);
    }

    private static string? ProblemOf(string place, ExecAgent agent)
    {
        var list = agent.Allowlist ?? [];
        if (agent.Settings.AutoAllowSkills == true)
        {
            return ProblemOfSkills(place);
        }

        if (list.Count > MaxEntries)
        {
            return $"{place}.allowlist: {list.Count} entries, and at most {MaxEntries} may be";
        }

        for (var i = 0; i < list.Count; i++)
        {
            if (list[i].Pattern.Length > MaxPattern)
            {
                return $"{place}.allowlist.{i}.pattern: longer than {MaxPattern} characters";
            }

            if (new[] { list[i].Id, list[i].LastUsedCommand, list[i].LastResolvedPath }.Any(static note => note?.Length > MaxNote))
            {
                return $"{place}.allowlist.{i}: a text of it is longer than {MaxNote} characters";
            }
        }

        return null;
    }

    /// <summary>Whoever switches it on would rely on it.</summary>
    private static string ProblemOfSkills(string place) =>
        $"{place}.autoAllowSkills: no skill brings programs here, so it would allow nothing; leave it out and list their paths in allowlist";

    /// <summary>The hash that names a stored text; the one of an empty text when nothing is stored.</summary>
    public static string HashOf(string? text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text ?? "")));

    /// <summary>The same with the older name of the first agent's part replaced: what the newer part says wins, lists are joined.</summary>
    public ExecDocument Normalize()
    {
        if (!Agents.TryGetValue(Legacy, out var old))
        {
            return this;
        }

        var agents = Agents.Where(static agent => agent.Key != Legacy).ToDictionary(StringComparer.Ordinal);
        agents[Main] = agents.TryGetValue(Main, out var main)
            ? new ExecAgent(main.Settings.Over(old.Settings), Join(main.Allowlist, old.Allowlist))
            : old;
        return this with { Agents = agents };
    }

    /// <summary>What counts for an agent: its own part, that for all, the defaults, what the caller says, and at last nothing without a question.</summary>
    /// <param name="agentId">The agent; null for <c>main</c>.</param>
    /// <param name="caller">What the caller's configuration says.</param>
    public ExecRules For(string? agentId, ExecDefaults? caller = null)
    {
        var agents = Normalize().Agents;
        var own = agents.GetValueOrDefault(string.IsNullOrWhiteSpace(agentId) ? Main : agentId.Trim());
        var all = agents.GetValueOrDefault(Everybody);
        var settings = (own?.Settings ?? new ExecDefaults()).Over(all?.Settings).Over(Defaults).Over(caller);
        return new ExecRules(
            settings.Security ?? ExecSecurity.Deny,
            settings.Ask ?? ExecAsk.OnMiss,
            settings.AskFallback ?? ExecSecurity.Deny,
            settings.AutoAllowSkills ?? false,
            [.. all?.Allowlist ?? [], .. own?.Allowlist ?? []]);
    }

    /// <summary>The document with paths added to an agent's list; one that is there has its use noted.</summary>
    /// <param name="agentId">The agent.</param>
    /// <param name="paths">Paths of executables.</param>
    /// <param name="command">The command they were allowed for.</param>
    /// <param name="at">When, epoch milliseconds.</param>
    public ExecDocument Allow(string agentId, IEnumerable<string> paths, string command, long at)
    {
        var normal = Normalize();
        var own = normal.Agents.GetValueOrDefault(agentId) ?? new ExecAgent(new ExecDefaults());
        var list = own.Allowlist?.ToList() ?? [];
        foreach (var path in paths)
        {
            var known = list.FindIndex(entry => string.Equals(entry.Pattern.Trim(), path, StringComparison.Ordinal));
            var entry = (known >= 0 ? list[known] : new AllowlistEntry(path, Id(agentId, path))) with
            {
                LastUsedAt = at,
                LastUsedCommand = command,
                LastResolvedPath = path,
            };
            if (known >= 0)
            {
                list[known] = entry;
            }
            else
            {
                list.Add(entry);
            }
        }

        return normal with { Agents = new Dictionary<string, ExecAgent>(normal.Agents, StringComparer.Ordinal) { [agentId] = own with { Allowlist = list } } };
    }

    /// <summary>The same each time, so that adding twice is adding once.</summary>
    private static string Id(string agentId, string path) => HashOf($"{agentId}\n{path}")[..32];

    private static IReadOnlyList<AllowlistEntry>? Join(IReadOnlyList<AllowlistEntry>? one, IReadOnlyList<AllowlistEntry>? other) =>
        one is null && other is null
            ? null
            : [.. (one ?? []).Concat(other ?? []).DistinctBy(static entry => entry.Pattern.Trim(), StringComparer.OrdinalIgnoreCase)];
}
