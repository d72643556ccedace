namespace Moltbot.Policy.Commands;

/// <summary>Words that, standing alone, stop a run.</summary>
public static class StopWords
{
    /// <summary>Whether the text is one of them.</summary>
    public static bool IsStopWord(string? text) =>
        text?.Trim().ToLowerInvariant() is "stop" or "esc" or "abort" or "wait" or "exit" or "interrupt";

    /// <summary>The same, and <c>/stop</c>: what a chat client's message is looked at for.</summary>
    public static bool IsStopMessage(string? text) =>
        IsStopWord(text) || string.Equals(text?.Trim(), "/stop", StringComparison.OrdinalIgnoreCase);
}
