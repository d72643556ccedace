namespace Moltbot.Policy.Configuration.Reload;

/// <summary>Keys at or below <paramref name="Prefix"/> have this effect.</summary>
/// <param name="Channel">The channel to restart, for <see cref="ReloadEffect.RestartChannel"/>.</param>
public sealed record ReloadRule(string Prefix, ReloadEffect Effect, string? Channel = null)
{
    public bool Covers(string path) => path.StartsWith(Prefix, StringComparison.Ordinal)
        && (path.Length == Prefix.Length || path[Prefix.Length] == '.');
}
