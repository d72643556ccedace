namespace Moltbot.Policy.Devices;

/// <summary>One token that was told to a device. It may do what it was told with, not what its role was approved for since.</summary>
/// <param name="Hash">The token's <see cref="SecretComparison.Hash"/>.</param>
/// <param name="Scopes">The scopes it was told with.</param>
public sealed record DeviceToken(string Hash, IReadOnlyList<string> Scopes)
{
    /// <summary>Whether the presented text is this token, and it carries every scope asked for, literally.</summary>
    public bool Accepts(string? presented, IReadOnlyCollection<string> askedScopes) =>
        SecretComparison.MatchesHash(presented, Hash)
        && askedScopes.All(scope => Scopes.Contains(scope, StringComparer.Ordinal));
}
