namespace Moltbot.Policy.Sessions;

/// <summary>The name a person gave a session.</summary>
public static class SessionLabel
{
    /// <summary>The longest label, in UTF-16 units.</summary>
    public const int MaxLength = 64;

    /// <summary>Reads a label; one of the two results is null. The error names what was wrong.</summary>
    public static (string? Label, string? Error) Parse(string? raw)
    {
        if (raw is null)
        {
            return (null, "invalid label: must be a string");
        }

        var label = raw.Trim();
        if (label.Length == 0)
        {
            return (null, "invalid label: empty");
        }

        return label.Length > MaxLength ? (null, $"invalid label: too long (max {MaxLength})") : (label, null);
    }
}
