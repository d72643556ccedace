namespace Moltbot.Policy.Exec.Allowlists;

/// <summary>A pattern of an agent's list.</summary>
/// <param name="Pattern">See <see cref="PathPattern"/>.</param>
/// <param name="Id">Names the entry for editors; null for none.</param>
/// <param name="LastUsedAt">Epoch milliseconds; null for never.</param>
/// <param name="LastUsedCommand">The command that used it last.</param>
/// <param name="LastResolvedPath">The program it stood for then.</param>
public sealed record AllowlistEntry(
    string Pattern, string? Id = null, long? LastUsedAt = null, string? LastUsedCommand = null, string? LastResolvedPath = null);
