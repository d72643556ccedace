namespace Moltbot.Policy.Replies;

/// <summary>Texts as they come in.</summary>
public static class InboundText
{
    /// <summary>With one kind of line break; a written <c>\n</c> is one too.</summary>
    public static string NormalizeNewlines(string text) => text
        .Replace("\r\n", "\n", StringComparison.Ordinal)
        .Replace("\r", "\n", StringComparison.Ordinal)
        .Replace("\\n", "\n", StringComparison.Ordinal);
}
