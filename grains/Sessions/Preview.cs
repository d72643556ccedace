namespace Moltbot.Grains.Sessions;

/// <summary>The beginning of a text on one line, for lists and for what a prompt quotes.</summary>
internal static class Preview
{
    /// <summary>As the original cuts titles.</summary>
    public const int TitleLength = 60;

    public const int MessageLength = 120;

    public static string Of(string text, int length)
    {
        Span<char> line = stackalloc char[length];
        int written = 0;
        foreach (char c in text)
        {
            bool space = char.IsWhiteSpace(c) || char.IsControl(c);
            if (space && (written == 0 || line[written - 1] == ' '))
            {
                continue;
            }

            if (written == length)
            {
                // Half a surrogate pair is no text.
                int end = char.IsHighSurrogate(line[length - 2]) ? length - 2 : length - 1;
                return string.Concat(line[..end].TrimEnd(), "…");
            }

            line[written++] = space ? ' ' : c;
        }

        return new string(line[..written].TrimEnd());
    }
}
