namespace Moltbot.Gateway.Channels.Inbound;

/// <summary>
/// What went wrong, for logs and people: kinds and places of exceptions. The words of an exception that is not ours may hold what people wrote, or
/// a secret.
/// </summary>
internal static class Causes
{
    private const int MostFrames = 12;

    /// <summary>In a few words.</summary>
    public static string WordsOf(Exception error) =>
        error is UpdateHeldUpException or UnreadableUpdateException ? error.Message : error.GetType().Name;

    /// <summary>In full, on one line: each exception of the chain, and where the innermost comes from.</summary>
    public static string Of(Exception error)
    {
        var chain = new List<string>();
        for (var each = error; ; each = each.InnerException)
        {
            chain.Add(WordsOf(each));
            if (each.InnerException is null)
            {
                var frames = (each.StackTrace ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(MostFrames);
                return $"{string.Join(" < ", chain)} ({string.Join("; ", frames)})";
            }
        }
    }
}
