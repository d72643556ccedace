using System.Text.RegularExpressions;

namespace Moltbot.Architecture.Tests;

/// <summary>
/// Which sources of a library its users reach: a file is reached when a reached file names a type that it declares, or calls an
/// extension method of it by name. Names alone decide, so two types of one name count as one: this errs on the side of use.
/// </summary>
internal static partial class SourceReach
{
    /// <summary>The public types of a library's files that its users do not reach.</summary>
    /// <param name="library">The files of the library.</param>
    /// <param name="users">The files of everything that may use it.</param>
    public static IReadOnlyList<string> UnreachedTypes(IEnumerable<string> library, IEnumerable<string> users)
    {
        List<SourceNames> all = [.. library.Select(SourceNames.Read)];
        var owners = all.SelectMany(static file => file.Offered.Select(name => (name, file))).ToLookup(static each => each.name, static each => each.file, StringComparer.Ordinal);
        var reached = new HashSet<SourceNames>(ReferenceEqualityComparer.Instance);
        var waiting = new Stack<SourceNames>(users.Select(SourceNames.Read));
        while (waiting.TryPop(out SourceNames? file))
        {
            foreach (SourceNames owner in file.Used.SelectMany(name => owners[name]))
            {
                if (reached.Add(owner))
                {
                    waiting.Push(owner);
                }
            }
        }

        return [.. all.Where(file => !reached.Contains(file)).SelectMany(static file => file.PublicTypes)];
    }

    /// <summary>The names in one file.</summary>
    /// <param name="PublicTypes">Its public types.</param>
    /// <param name="Offered">All its types, and its extension methods.</param>
    /// <param name="Used">Every word of its code.</param>
    private sealed record SourceNames(IReadOnlyList<string> PublicTypes, IReadOnlyList<string> Offered, IReadOnlyCollection<string> Used)
    {
        public static SourceNames Read(string path)
        {
            string code = SourceText.CodeOf(path);
            List<Match> types = TypeDeclaration().Matches(code).ToList();
            return new SourceNames(
                [.. types.Where(static type => type.Groups["access"].Value == "public").Select(static type => type.Groups["name"].Value)],
                [.. types.Concat(ExtensionMethod().Matches(code)).Select(static each => each.Groups["name"].Value)],
                Word().Matches(code).Select(static word => word.Value).ToHashSet(StringComparer.Ordinal));
        }
    }

    [GeneratedRegex(@"^ *(?<access>public|internal) ((static|sealed|abstract|readonly|partial|ref) )*(class|struct|record struct|record|enum|interface) (?<name>\w+)", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"static [\w<>\[\]?,. ]+ (?<name>\w+)(<\w+>)?\(\s*this ", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ExtensionMethod();

    [GeneratedRegex(@"\w+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
