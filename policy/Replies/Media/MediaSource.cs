namespace Moltbot.Policy.Replies.Media;

/// <summary>What a model may name as something to send along.</summary>
internal static class MediaSource
{
    private const int Longest = 4096;
    private const string FileScheme = "file://";

    /// <summary>The address or path in a piece of text; null for anything but a web address or <c>./…</c> that stays below.</summary>
    /// <param name="piece">As the model wrote it, perhaps in quotes.</param>
    internal static string? Read(string piece)
    {
        var bare = piece.TrimStart('`', '"', '\'', '[', '{', '(').TrimEnd('`', '"', '\'', '\\', '}', ')', ']', ',');
        if (bare.StartsWith(FileScheme, StringComparison.Ordinal))
        {
            bare = bare[FileScheme.Length..];
        }

        return bare.Length <= Longest && (IsWeb(bare) || IsBelow(bare)) ? bare : null;
    }

    /// <summary>The text inside one pair of quotes around all of it; null when there is none.</summary>
    internal static string? Unquoted(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Length >= 2 && trimmed[0] == trimmed[^1] && trimmed[0] is '"' or '\'' or '`' ? trimmed[1..^1].Trim() : null;
    }

    /// <summary>Whether the text is meant as a path of the workspace.</summary>
    internal static bool IsMeantAsPath(string text) => text.StartsWith("./", StringComparison.Ordinal) || text.StartsWith(FileScheme, StringComparison.Ordinal);

    private static bool IsWeb(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    // Anything that could leave the workspace stays text: a model's answer must not choose a file of the host.
    private static bool IsBelow(string text) => text.StartsWith("./", StringComparison.Ordinal) && !text.Contains("..", StringComparison.Ordinal);
}
