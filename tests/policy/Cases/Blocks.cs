namespace Moltbot.Policy.Tests.Cases;

/// <summary>
/// A file of cases as text: each begins with <c># title</c>, goes on with what is given, and ends, behind a line <c>--</c>, with what is
/// expected.
/// </summary>
internal sealed class Blocks(string file)
{
    private readonly IReadOnlyDictionary<string, string> _byTitle = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file)).Split("\n# ").Skip(1)
        .Select(static block => block.Split('\n', 2)).ToDictionary(static block => block[0], static block => block[1], StringComparer.Ordinal);

    public IEnumerable<string> Titles => _byTitle.Keys;

    /// <summary>What is given, a line each, and what is expected.</summary>
    public (IReadOnlyList<string> Given, string Expected) Of(string title)
    {
        var parts = _byTitle[title].Split("--\n");
        return (parts[0].Split('\n', StringSplitOptions.RemoveEmptyEntries), parts[1].TrimEnd());
    }

    /// <summary>The same where each line that is given begins with the word for what it is.</summary>
    public (ILookup<string, string> Facts, string Expected) FactsOf(string title)
    {
        var (given, expected) = Of(title);
        return (given.Select(static line => line.Split(' ', 2)).ToLookup(static line => line[0], static line => line[1], StringComparer.Ordinal), expected);
    }
}
