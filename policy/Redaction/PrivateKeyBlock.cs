namespace Moltbot.Policy.Redaction;

/// <summary>A private key in PEM, whole or cut off.</summary>
internal static class PrivateKeyBlock
{
    private const string HeadEnd = "PRIVATE KEY-----";
    private const string Foot = "-----END";

    public static bool Is(ReadOnlySpan<char> text) => text.Contains(HeadEnd, StringComparison.Ordinal);

    /// <summary>The block without the key: its first and last line, or <c>***</c> when it is one line.</summary>
    public static string Redact(string block)
    {
        if (!block.Contains('\n', StringComparison.Ordinal))
        {
            return "***";
        }

        var head = block[..(block.IndexOf(HeadEnd, StringComparison.Ordinal) + HeadEnd.Length)];
        var foot = block.LastIndexOf(Foot, StringComparison.Ordinal);
        return foot < 0 ? $"{head}\n…redacted…" : $"{head}\n…redacted…\n{block[foot..]}";
    }
}
