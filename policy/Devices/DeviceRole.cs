namespace Moltbot.Policy.Devices;

/// <summary>What a device was paired for in one role, and the tokens it got there. Times are epoch milliseconds.</summary>
public sealed record DeviceRole
{
    /// <summary>
    /// How many tokens of a role hold beside each other: each connection by shared secret gets one (a token is not kept, so the old
    /// one cannot be told again), and two programs of one device may connect at the same time.
    /// </summary>
    public const int MaxTokens = 4;

    /// <summary><c>operator</c> or <c>node</c>.</summary>
    public required string Role { get; init; }

    /// <summary>The bound of all that is granted in this role. Of a revoked role: what it had, for those who look at it.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The tokens that hold, newest last; at most <see cref="MaxTokens"/>.</summary>
    public IReadOnlyList<DeviceToken> Tokens { get; init; } = [];

    /// <summary>
    /// The shared secret for which some of the scopes were given without anybody's approval: the tokens die with it. Null when all
    /// were approved, empty when the device came in last without any secret, so that no token of the role holds.
    /// </summary>
    public string? CredentialId { get; init; }

    public required long CreatedAt { get; init; }

    public long? RotatedAt { get; init; }

    /// <summary>When it was taken back; null while it is in force.</summary>
    public long? RevokedAt { get; init; }

    public long? LastUsedAt { get; init; }

    /// <summary>Whether it was not taken back.</summary>
    public bool IsLive => RevokedAt is null;

    /// <summary>Whether what it was given does not depend on a shared secret that is gone.</summary>
    /// <param name="credentialId">The shared secret in force.</param>
    public bool HoldsUnder(string? credentialId) => CredentialId is null || CredentialId == credentialId;

    /// <summary>The token that was presented; null when it is none of this role's, or does not hold for these scopes and this secret.</summary>
    /// <param name="presented">What the client sent as its token.</param>
    /// <param name="askedScopes">The scopes asked for.</param>
    /// <param name="credentialId">The shared secret in force.</param>
    public DeviceToken? Find(string? presented, IReadOnlyCollection<string> askedScopes, string? credentialId) =>
        IsLive && HoldsUnder(credentialId)
            ? Tokens.FirstOrDefault(token => token.Accepts(presented, askedScopes))
            : null;

    /// <summary>With one token more. Tokens that were given for a secret which is gone do not come back by the next one.</summary>
    /// <param name="token">The token; its scopes lie within the role's.</param>
    /// <param name="credentialId">The shared secret that the device came in by; null when it was none.</param>
    /// <param name="now">The time.</param>
    public DeviceRole With(DeviceToken token, string? credentialId, long now)
    {
        string? boundTo = CredentialId is null ? null : credentialId ?? "";
        IEnumerable<DeviceToken> kept = boundTo == CredentialId ? Tokens.TakeLast(MaxTokens - 1) : [];
        return this with { Tokens = [.. kept, token], CredentialId = boundTo, LastUsedAt = now };
    }
}
