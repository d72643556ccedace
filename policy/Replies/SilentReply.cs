namespace Moltbot.Policy.Replies;

/// <summary>The word by which a model says that it has nothing to say.</summary>
public static class SilentReply
{
    public const string Token = "NO_REPLY";

    /// <summary>Whether the text starts or ends with the word, standing alone; it is then not sent.</summary>
    public static bool IsSilent(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        var start = text.AsSpan().TrimStart();
        if (start.StartsWith(Token, StringComparison.Ordinal) && (start.Length == Token.Length || !IsWord(start[Token.Length])))
        {
            return true;
        }

        var end = text.AsSpan();
        while (end.Length > 0 && !IsWord(end[^1]))
        {
            end = end[..^1];
        }

        return end.EndsWith(Token, StringComparison.Ordinal) && (end.Length == Token.Length || !IsWord(end[^(Token.Length + 1)]));
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
