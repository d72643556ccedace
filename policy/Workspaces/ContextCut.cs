namespace Moltbot.Policy.Workspaces;

/// <summary>What is told of a file that is too long: its beginning and its end, in the original's shares (runtime.md §9).</summary>
/// <param name="Head">UTF-16 units of its beginning.</param>
/// <param name="Tail">UTF-16 units of its end.</param>
public readonly record struct ContextCut(int Head, int Tail)
{
    /// <summary>The shares of so many characters.</summary>
    /// <param name="max">UTF-16 units, 1 to <see cref="ContextFiles.MaxChars"/>.</param>
    public static ContextCut Of(int max) => new(Math.Max(1, (int)(max * 0.7)), (int)(max * 0.2));

    /// <summary>The last units of a text, without half of a character.</summary>
    public static string Last(string text, int count) => text.Length <= count ? text
        : text[(count > 0 && char.IsLowSurrogate(text[^count]) ? text.Length - count + 1 : text.Length - count)..];
}
