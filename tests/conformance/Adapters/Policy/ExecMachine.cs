using Moltbot.Policy.Exec.Allowlists;
using Moltbot.Policy.Exec.Programs;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>The machine that the cases of exec approvals assume.</summary>
internal sealed class ExecMachine(string? path, string? cwd) : IProgramFinder
{
    private static readonly HashSet<string> Executables =
    [
        .. "rg git jq head sort grep ls echo node tool foo.bar fooxbar".Split(' ').Select(name => "/cf/bin/" + name), "/cf/bin/My Tool", "/cf/work/run.sh",
        .. "echo jq ls rm head sort grep cut uniq tail tr wc cat".Split(' ').Select(name => "/usr/bin/" + name),
    ];

    public ResolvedProgram? Find(string word)
    {
        if (word.Length == 0)
        {
            return null;
        }

        var found = word.Contains('/', StringComparison.Ordinal)
            ? new[] { Path.GetFullPath(word, cwd ?? "/") }.FirstOrDefault(Executables.Contains)
            : (path ?? "/usr/bin").Split(':').Select(folder => $"{folder}/{word}").FirstOrDefault(Executables.Contains);
        return found is null ? null : new ResolvedProgram(found, found);
    }

    /// <summary>The name the original gives a word's program: its file's where there is one.</summary>
    public string NameOf(string word) => Find(word) is { } program ? program.Path[(program.Path.LastIndexOf('/') + 1)..] : word;

    public AllowlistVerdict Evaluate(Moltbot.Policy.Exec.Commands.ExecAnalysis analysis, AllowlistRules rules) => ExecAllowlist.Evaluate(analysis, rules, this);
}
