namespace Moltbot.GrainInterfaces;

/// <summary>The ids of jobs and tasks.</summary>
public static class PlainIds
{
    /// <summary>Longest, characters.</summary>
    private const int MaxLength = 64;

    /// <summary>Whether a text may be one: what nothing has is asked of nobody.</summary>
    public static bool Are(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= MaxLength && text.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-');
    }
}
