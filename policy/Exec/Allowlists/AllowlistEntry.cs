namespace Moltbot.Policy.Exec.Allowlists;

/// <summary>A pattern of an agent's list.</summary>
/// <param name="Matcher">The pattern, read.</param>
/// <param name="Id">Names the entry for editors; null for none.</param>
/// <param name="LastUsedAt">Epoch milliseconds; null for never.</param>
/// <param name="LastUsedCommand">The command that used it last.</param>
/// <param name="LastResolvedPath">The program it stood for then.</param>
public sealed record AllowlistEntry(
    PathPattern Matcher, string? Id = null, long? LastUsedAt = null, string? LastUsedCommand = null, string? LastResolvedPath = null)
{
    /// <summary>Reads the pattern.</summary>
    public AllowlistEntry(string pattern, string? id = null, long? lastUsedAt = null, string? lastUsedCommand = null, string? lastResolvedPath = null)
        : this(new PathPattern(pattern), id, lastUsedAt, lastUsedCommand, lastResolvedPath)
    {
    }

    /// <summary>The pattern as it was written, see <see cref="PathPattern"/>.</summary>
    public string Pattern => Matcher.Text;
}
