using System.Text.RegularExpressions;

namespace Moltbot.Architecture.Tests;

/// <summary>The table in <c>docs/security.md</c> names tests that exist, for every attack that what is built touches.</summary>
public sealed partial class AttackTableTests
{
    /// <summary>What sessions, channels, pairing, approvals, webhooks, HTTP and tenants touch.</summary>
    private static readonly string[] Touched =
    [
        .. Enumerable.Range(1, 19).Select(static number => $"A{number}"), .. Enumerable.Range(1, 6).Select(static number => $"B{number}"),
        .. Enumerable.Range(1, 9).Select(static number => $"C{number}"), .. Enumerable.Range(1, 14).Select(static number => $"E{number}"),
        "F1", "F2", "K1", "K2", "K3", "S1", "S2", "S3", "T1", "T2", "X1", "X3", "X4",
    ];

    /// <summary>A fair share of the machine, which is not promised.</summary>
    private static readonly string[] WithoutSurface = ["B6"];

    private static readonly IReadOnlyDictionary<string, string[]> Rows = File.ReadLines(Path.Combine(Repository.Root, "docs", "security.md"))
        .Select(static line => Row().Match(line)).Where(static row => row.Success)
        .ToDictionary(static row => row.Groups[1].Value, static row => Named().Matches(row.Groups[2].Value).Select(static name => name.Groups[1].Value).ToArray(), StringComparer.Ordinal);

    [Fact]
    public void Every_attack_that_touches_us_is_made_by_a_test() =>
        Touched.Where(static id => !Rows.TryGetValue(id, out string[]? tests) || tests.Length == 0).ShouldBeEmpty();

    [Fact]
    public void Every_attack_that_has_a_surface_is_made_on_the_running_system()
    {
        var running = Tests("tests/system").ToHashSet(StringComparer.Ordinal);

        Rows.Where(row => !row.Value.Any(running.Contains)).Select(static row => row.Key).ShouldBe(WithoutSurface, ignoreOrder: true);
    }

    [Fact]
    public void Every_test_that_the_table_names_exists()
    {
        var tests = Tests("tests").ToHashSet(StringComparer.Ordinal);

        Rows.Values.SelectMany(static names => names).Where(name => !tests.Contains(name)).ShouldBeEmpty();
    }

    /// <summary>The tests below a folder, as the table names them.</summary>
    private static IEnumerable<string> Tests(string folder) =>
        from source in Repository.Sources(folder)
        let name = Path.GetFileName(source).Split('.')[0]
        where name.EndsWith("Tests", StringComparison.Ordinal)
        from method in TestMethod().Matches(File.ReadAllText(source))
        select $"{name}.{method.Groups[1].Value}";

    [GeneratedRegex(@"^\| ([A-Z]\d+) \| [^|]+ \| (.+) \|$", RegexOptions.NonBacktracking)]
    private static partial Regex Row();

    [GeneratedRegex("`([A-Za-z]+\\.[A-Za-z_0-9]+)`", RegexOptions.NonBacktracking)]
    private static partial Regex Named();

    /// <summary>A public method below a fact or a theory, whatever data stand between.</summary>
    [GeneratedRegex(@"\[(?:Fact|Theory)[^\n]*\n(?:\s*\[[^\n]*\n)*\s*public (?:async )?(?:Task|void) (\w+)\(", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TestMethod();
}
