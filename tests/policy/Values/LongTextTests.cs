using System.Reflection;
using System.Text.RegularExpressions;
using Moltbot.Policy.Commands;

namespace Moltbot.Policy.Tests.Values;

/// <summary>
/// Patterns are shared by all tenants. The runtime's engine without backtracking keeps what it learned from a text, and for some patterns that is
/// wrong after a run of some 100,000 characters: whoever sends one would change what everybody's later texts mean.
/// </summary>
public sealed class LongTextTests
{
    private static readonly string[] Long =
        [.. " \t\n-a1:/.\"".Select(static each => new string(each, 150_000)), string.Concat(Enumerable.Repeat("a ", 80_000)), string.Concat(Enumerable.Repeat("a\n", 80_000))];

    private static readonly string[] Short = [.. Enumerable.Range(0, 400).Select(ShortText)];

    public static TheoryData<string, string> Patterns() => new(
        typeof(ChatCommands).Assembly.GetTypes().Where(static type => !type.ContainsGenericParameters)
            .SelectMany(static type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(static method => method.GetCustomAttribute<GeneratedRegexAttribute>() is { } pattern && pattern.Options.HasFlag(RegexOptions.NonBacktracking))
            .Select(static method => (method.DeclaringType!.FullName!, method.Name)));

    [Theory]
    [MemberData(nameof(Patterns))]
    public void A_long_text_changes_nothing_of_what_a_pattern_finds_later(string type, string method)
    {
        var shared = (Regex)typeof(ChatCommands).Assembly.GetType(type)!
            .GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!.Invoke(null, null)!;
        var fresh = new Regex(shared.ToString(), shared.Options, TimeSpan.FromMinutes(1));
        foreach (string text in Long)
        {
            var used = new Regex(shared.ToString(), shared.Options, TimeSpan.FromMinutes(1));
            used.Count(text).ShouldBeGreaterThanOrEqualTo(0);
            foreach (string each in Short)
            {
                Found(used, each).ShouldBe(Found(fresh, each), $"{shared} in '{Regex.Escape(each)}' after many '{Regex.Escape(text[..2])}'");
            }
        }
    }

    [Fact]
    public void Such_a_pattern_is_known_to_be_wrong()
    {
        // When this fails the runtime is mended, and CharacterRuns may be patterns again.
        var pattern = new Regex(@"\s+", RegexOptions.NonBacktracking, TimeSpan.FromMinutes(1));
        pattern.Count(Long[0]);

        pattern.Match("a b").Length.ShouldBe(2);
    }

    private static string Found(Regex pattern, string text) => string.Join(' ', pattern.Matches(text).Select(static match => $"{match.Index}+{match.Length}"));

    private static string ShortText(int seed)
    {
        var random = new Random(seed);
        return string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => " \t\n-a1[]:/.=_<>xQ`@+"[random.Next(20)]));
    }
}
