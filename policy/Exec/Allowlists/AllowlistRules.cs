namespace Moltbot.Policy.Exec.Allowlists;

/// <summary>What may run without a question.</summary>
/// <param name="Entries">The list, in order.</param>
/// <param name="SafeBins">Names of filters that are allowed within their grammars.</param>
/// <param name="SkillBins">Names of programs that skills brought; they count with <paramref name="AutoAllowSkills"/>.</param>
/// <param name="AutoAllowSkills">Whether they count.</param>
/// <param name="Home">What <c>~</c> stands for in patterns: the home of whoever runs the command on its machine; null where nobody knows.</param>
/// <param name="SystemFolders">Where safe bins, skills' programs and wrappers have to be found, see <see cref="Programs.SystemFolders"/>; null for the usual ones.</param>
public sealed record AllowlistRules(
    IReadOnlyList<AllowlistEntry> Entries,
    IReadOnlySet<string> SafeBins,
    IReadOnlySet<string>? SkillBins = null,
    bool AutoAllowSkills = false,
    string? Home = null,
    IReadOnlySet<string>? SystemFolders = null);
