namespace Moltbot.Policy.Redaction;

/// <summary>A private key in PEM, whole or cut off.</summary>
internal static class PrivateKeyBlock
{
    private const string Head = "-----BEGIN";
    private const string Foot = "-----END";
    private const string LineEnd = "PRIVATE KEY-----";

    public static bool Is(ReadOnlySpan<char> text) => text.Contains(LineEnd, StringComparison.Ordinal);

    /// <summary>
    /// The block without the key: its first and last line, or <c>***</c> when it is one line. What a pattern matches around the block it
    /// called a secret too.
    /// </summary>
    public static string Redact(string match)
    {
        var headEnd = match.IndexOf(LineEnd, StringComparison.Ordinal) + LineEnd.Length;
        var head = match.LastIndexOf(Head, headEnd - 1, StringComparison.Ordinal);
        if (head < 0 || !match.Contains('\n', StringComparison.Ordinal))
        {
            return "***";
        }

        var foot = match.LastIndexOf(Foot, StringComparison.Ordinal);
        var footEnd = foot < headEnd ? -1 : match.IndexOf(LineEnd, foot, StringComparison.Ordinal);
        return $"{match[head..headEnd]}\n…redacted…" + (footEnd < 0 ? "" : $"\n{match[foot..(footEnd + LineEnd.Length)]}");
    }
}
