namespace Moltbot.Grains.Sessions;

/// <summary>Texts that stop a run instead of starting one (protocol §5.3).</summary>
internal static class StopWords
{
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "/stop", "stop", "esc", "abort", "wait", "exit", "interrupt",
    };

    public static bool Contains(string text) => text.Length <= 32 && Words.Contains(text.Trim());
}
