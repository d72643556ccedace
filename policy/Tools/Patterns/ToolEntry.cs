namespace Moltbot.Policy.Tools.Patterns;

/// <summary>One entry of an allow or deny list.</summary>
/// <param name="Text">As written: a name, a group, a plugin, or a pattern with <c>*</c>, <c>{a,b}</c> and a leading <c>!</c>.</param>
/// <param name="Key">The configuration key of its list; for one that is built in, the key that replaces its list.</param>
/// <param name="IsBuiltIn">Whether it stands in no configuration.</param>
internal readonly record struct ToolEntry(string Text, string Key, bool IsBuiltIn = false)
{
    /// <summary>Longest entry that is read, characters. Arbitrary: far above a list of every tool there is, in braces.</summary>
    public const int MaxLength = 1024;

    /// <summary>Why an entry cannot be read; null when it can.</summary>
    public static string? ProblemOf(string text)
    {
        var pattern = Read(text).Pattern;
        return pattern.Length > MaxLength ? $"is longer than {MaxLength} characters"
            : BraceExpansion.Expand(pattern) is null ? $"stands for more than {BraceExpansion.MaxTexts} patterns, or its braces are nested too deep"
            : null;
    }

    /// <summary>The pattern in lower case, and whether it is negated: by an odd number of <c>!</c> in front of it.</summary>
    public static (bool IsNegated, string Pattern) Read(string text)
    {
        var pattern = text.AsSpan().Trim();
        var isNegated = false;
        while (pattern.StartsWith('!'))
        {
            pattern = pattern[1..].TrimStart();
            isNegated = !isNegated;
        }

        return (isNegated, pattern.ToString().ToLowerInvariant());
    }

    /// <summary>Entries of one list; null when there is no list.</summary>
    public static IReadOnlyList<ToolEntry>? Of(IReadOnlyList<string>? texts, string key, bool isBuiltIn = false) =>
        texts is null ? null : [.. texts.Select(text => new ToolEntry(text, key, isBuiltIn))];
}
