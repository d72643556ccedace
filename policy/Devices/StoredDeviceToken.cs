namespace Moltbot.Policy.Devices;

/// <summary>A device's token for one role, as stored.</summary>
/// <param name="Role">The role it is for.</param>
/// <param name="Scopes">The scopes it carries.</param>
/// <param name="Hash">The token's <see cref="SecretComparison.Hash"/>.</param>
/// <param name="IsRevoked">Whether it was revoked.</param>
public sealed record StoredDeviceToken(string Role, IReadOnlyList<string> Scopes, string Hash, bool IsRevoked)
{
    /// <summary>Whether the presented token is this one, in force, and carries every scope asked for, literally.</summary>
    public bool Accepts(string? presented, string role, IReadOnlyCollection<string> askedScopes) =>
        !IsRevoked
        && Role == role
        && SecretComparison.MatchesHash(presented, Hash)
        && askedScopes.All(scope => Scopes.Contains(scope, StringComparer.Ordinal));
}
