using Moltbot.Policy.Values;

namespace Moltbot.Policy.Commands;

/// <summary>A directive such as <c>/think high</c> inside a message; alone it sets the session.</summary>
/// <param name="Cleaned">The message without it.</param>
/// <param name="IsPresent">Whether there was one.</param>
/// <param name="RawLevel">The word after it, as written.</param>
/// <param name="Level">The level that word means.</param>
public sealed record LevelDirective(string Cleaned, bool IsPresent, string? RawLevel, string? Level)
{
    /// <summary>Looks for <c>/think</c>, <c>/thinking</c> or <c>/t</c>.</summary>
    public static LevelDirective Thinking(string? text) => Extract(text, ["thinking", "think", "t"], Levels.Thinking);

    /// <summary>Looks for <c>/verbose</c> or <c>/v</c>.</summary>
    public static LevelDirective Verbose(string? text) => Extract(text, ["verbose", "v"], Levels.Verbose);

    /// <summary>Looks for <c>/elevated</c> or <c>/elev</c>.</summary>
    public static LevelDirective Elevated(string? text) => Extract(text, ["elevated", "elev"], Levels.Elevated);

    /// <summary>Looks for <c>/reasoning</c> or <c>/reason</c>.</summary>
    public static LevelDirective Reasoning(string? text) => Extract(text, ["reasoning", "reason"], Levels.Reasoning);

    /// <summary>Looks for <c>/status</c>, which has no level.</summary>
    public static LevelDirective Status(string? text)
    {
        var body = text ?? "";
        if (Find(body, ["status"]) is not { } found)
        {
            return new LevelDirective(body.Trim(), false, null, null);
        }

        var end = SkipColon(body, found.End);
        return new LevelDirective(Without(body, found.Start, end), true, null, null);
    }

    private static LevelDirective Extract(string? text, string[] names, Func<string?, string?> level)
    {
        var body = text ?? "";
        if (Find(body, names) is not { } found)
        {
            return new LevelDirective(body.Trim(), false, null, null);
        }

        var start = SkipColon(body, found.End);
        var end = start;
        while (end < body.Length && (char.IsAsciiLetter(body[end]) || body[end] == '-'))
        {
            end++;
        }

        var raw = end > start ? body[start..end] : null;
        return new LevelDirective(Without(body, found.Start, end), true, raw, level(raw));
    }

    // The first slash that starts a word, is followed by one of the names, and then by a space, a colon or nothing.
    private static (int Start, int End)? Find(string body, string[] names)
    {
        for (var at = body.IndexOf('/', StringComparison.Ordinal); at >= 0; at = body.IndexOf('/', at + 1))
        {
            if (at > 0 && !char.IsWhiteSpace(body[at - 1]))
            {
                continue;
            }

            foreach (var name in names)
            {
                var end = at + 1 + name.Length;
                var fits = string.Compare(body, at + 1, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0
                    && (end == body.Length || body[end] == ':' || char.IsWhiteSpace(body[end]));
                if (fits)
                {
                    return (at, end);
                }
            }
        }

        return null;
    }

    private static int SkipColon(string body, int at)
    {
        var next = SkipSpace(body, at);
        return next < body.Length && body[next] == ':' ? SkipSpace(body, next + 1) : next;
    }

    private static int SkipSpace(string body, int at)
    {
        while (at < body.Length && char.IsWhiteSpace(body[at]))
        {
            at++;
        }

        return at;
    }

    private static string Without(string body, int start, int end) =>
        CharacterRuns.OneBlank($"{body[..start]} {body[end..]}").Trim();
}
