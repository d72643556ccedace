using System.Text.Encodings.Web;
using System.Text.Json;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Tests.Cases;

namespace Moltbot.Policy.Tests.Configuration;

/// <summary>
/// Whole documents, by <c>documents.txt</c>. Given are the <c>config</c> and, as they are wanted, <c>env NAME=value</c>, <c>file PATH text</c>
/// <c>home</c> and <c>tenant</c>, with what its token begins with; expected are what is refused (<c>!</c>), warned of (<c>?</c>) and named as old (<c>~</c>), and, where <c>show</c> names
/// sections, how they are loaded.
/// </summary>
public sealed class ConfigDocumentsTests
{
    private static readonly Blocks Cases = new("documents.txt");

    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Titles => [.. Cases.Titles];

    [Theory]
    [MemberData(nameof(Titles))]
    public void What_comes_of_a_document(string title)
    {
        var (facts, expected) = Cases.FactsOf(title);
        var files = Pairs(facts["file"], ' ');

        var snapshot = ConfigLoader.Load(
            new ConfigSource("/s/moltbot.json", facts["config"].Single()),
            new ConfigLoadOptions
            {
                Environment = Pairs(facts["env"], '='),
                HomeDirectory = facts["home"].SingleOrDefault(),
                ReadFile = path => files.GetValueOrDefault(path),
                Tenant = facts["tenant"].SingleOrDefault() is { } prefix ? new TenantRestrictions { TokenPrefix = prefix } : null,
            });

        string.Join('\n',
        [
            .. Lines('!', snapshot.Issues), .. Lines('?', snapshot.Warnings), .. Lines('~', snapshot.LegacyIssues),
            .. facts["show"].SelectMany(static names => names.Split(' ')).Select(name => $"= {name} {JsonSerializer.Serialize(snapshot.Config!.Section(name.Split('.')).Element, AsWritten)}"),
        ]).ShouldBe(expected);
    }

    private static IEnumerable<string> Lines(char mark, IEnumerable<ConfigIssue> issues) => issues.Select(issue => $"{mark} {issue.Path}: {issue.Message}");

    private static Dictionary<string, string> Pairs(IEnumerable<string> lines, char between) =>
        lines.Select(line => line.Split(between, 2)).ToDictionary(static pair => pair[0], static pair => pair[1], StringComparer.Ordinal);
}
