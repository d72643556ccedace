namespace Moltbot.Grains.Sessions.Runs;

/// <summary>Replies that say that there is nothing to say (runtime §7).</summary>
internal static class SilentReplies
{
    public const string Token = "NO_REPLY";

    /// <summary>Whether the text so far may yet turn out to be silent: it is not shown while that is open.</summary>
    public static bool MayBecomeSilent(string text)
    {
        ReadOnlySpan<char> written = text.AsSpan().Trim();
        return written.Length <= Token.Length && Token.AsSpan().StartsWith(written, StringComparison.Ordinal);
    }

    /// <summary>Whether the token stands at either end.</summary>
    public static bool IsSilent(string text)
    {
        ReadOnlySpan<char> written = text.AsSpan().Trim();
        return StandsAtStart(written) || StandsAtEnd(written);
    }

    private static bool StandsAtStart(ReadOnlySpan<char> text) =>
        text.StartsWith(Token, StringComparison.Ordinal) && (text.Length == Token.Length || !IsWord(text[Token.Length]));

    private static bool StandsAtEnd(ReadOnlySpan<char> text) =>
        text.EndsWith(Token, StringComparison.Ordinal) && (text.Length == Token.Length || !IsWord(text[^(Token.Length + 1)]));

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}
