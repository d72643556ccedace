namespace Moltbot.GrainInterfaces.Tasks;

/// <summary>The ids of tasks.</summary>
public static class TaskIds
{
    /// <summary>Longest, characters.</summary>
    private const int MaxLength = 64;

    /// <summary>Whether a text may be one: what no task has is asked of nobody.</summary>
    public static bool Are(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= MaxLength && text.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-');
    }
}
