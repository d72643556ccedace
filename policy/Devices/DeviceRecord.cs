using Moltbot.Policy.Scopes;

namespace Moltbot.Policy.Devices;

/// <summary>
/// What one device was paired for, and all that changes it. Authority is kept by role: a role that was taken back holds nothing until
/// somebody approves it again, and then what that approval gives (invariant 1; attacks A5, A6, A11).
/// </summary>
/// <param name="PublicKey">Its key in the stored form.</param>
/// <param name="Entries">Every role it was ever paired for, those that were taken back among them; one entry each.</param>
public sealed record DeviceRecord(string PublicKey, IReadOnlyList<DeviceRole> Entries)
{
    /// <summary>The roles in force.</summary>
    public IReadOnlyList<string> Roles => [.. Live.Select(static role => role.Role)];

    /// <summary>What all the roles in force hold together. No bound of anything: a role is bounded by its own scopes.</summary>
    public IReadOnlyList<string> Scopes => [.. Live.SelectMany(static role => role.Scopes).Distinct(StringComparer.Ordinal)];

    private IEnumerable<DeviceRole> Live => Entries.Where(static role => role.IsLive);

    /// <summary>A device paired as somebody approved, or silently for the shared secret that it presented.</summary>
    /// <param name="before">Its record; null when it has none.</param>
    /// <param name="publicKey">The key of the device that asked.</param>
    /// <param name="role">The role it asked for.</param>
    /// <param name="scopes">The scopes it asked for, all of them the approver's own or within the secret's.</param>
    /// <param name="isSilent">Whether nobody was asked.</param>
    /// <param name="credentialId">The shared secret of a silent pairing.</param>
    /// <param name="now">The time, epoch milliseconds.</param>
    /// <remarks>
    /// What the role holds stays, and earlier tokens of it end. Who approves a part makes only that part outlast the shared secret:
    /// unless the approval covers everything, the role goes on depending on the secret that the rest was given for.
    /// </remarks>
    public static DeviceRecord Pair(
        DeviceRecord? before, string publicKey, string role, IReadOnlyList<string> scopes, bool isSilent, string? credentialId, long now)
    {
        // Another key is another device: nothing of the old one's authority passes on.
        DeviceRecord? known = before?.PublicKey == publicKey ? before : null;
        DeviceRole? held = known?.Find(role);
        string? boundTo = isSilent ? credentialId ?? ""
            : held?.CredentialId is { } secret && !ScopeLattice.CoversAll(scopes, held.Scopes) ? secret
            : null;
        var paired = new DeviceRole
        {
            Role = role,
            Scopes = [.. (held?.Scopes ?? []).Union(scopes, StringComparer.Ordinal)],
            CredentialId = boundTo,
            CreatedAt = now,
        };
        return new DeviceRecord(publicKey, [.. (known?.Entries ?? []).Where(other => other.Role != role), paired]);
    }

    /// <summary>The role, if it is in force.</summary>
    public DeviceRole? Find(string role) => Live.FirstOrDefault(live => live.Role == role);

    /// <summary>What the pairing rule needs to know for a connection in one role.</summary>
    public StoredDevice For(string role) => new(PublicKey, Roles, Find(role)?.Scopes ?? []);

    /// <summary>With a token more, for what was granted of the role's scopes.</summary>
    /// <exception cref="InvalidOperationException">The role is not in force.</exception>
    public DeviceRecord Issue(string role, string hash, IReadOnlyCollection<string> granted, string? credentialId, long now) =>
        Change(role, live => live.With(new DeviceToken(hash, ScopeLattice.Grant(granted, live.Scopes)), credentialId, now));

    /// <summary>With the time at which a token of the role was last shown.</summary>
    /// <exception cref="InvalidOperationException">The role is not in force.</exception>
    public DeviceRecord Used(string role, long now) => Change(role, live => live with { LastUsedAt = now });

    /// <summary>The scopes of a token that the caller has made anew; null when the role is not in force or it is not the caller's to give.</summary>
    public IReadOnlyList<string>? Rotation(string role, IReadOnlyCollection<string> callerScopes, IReadOnlyCollection<string>? askedScopes) =>
        Find(role) is { } live ? DeviceAuthority.Rotate(callerScopes, live.Scopes, askedScopes) : null;

    /// <summary>
    /// Its tokens ended, the role narrowed to what the new token gets: a reconnect does not bring back what a rotation took away.
    /// </summary>
    /// <exception cref="InvalidOperationException">The role is not in force.</exception>
    public DeviceRecord Rotate(string role, string hash, IReadOnlyCollection<string> scopes, long now) => Change(role, live =>
    {
        IReadOnlyList<string> kept = ScopeLattice.Grant(scopes, live.Scopes);
        return live with { Scopes = kept, Tokens = [new DeviceToken(hash, kept)], RotatedAt = now, LastUsedAt = now };
    });

    /// <summary>Whether the caller may take the role back; one that was taken back before may be so again.</summary>
    public bool MayRevoke(string role, IReadOnlyCollection<string> callerScopes) =>
        Entries.FirstOrDefault(known => known.Role == role) is { } known && DeviceAuthority.MayRevoke(callerScopes, known.Scopes);

    /// <summary>Whether it may pair others for these scopes: as an operator in force who holds them all, and the scope to pair.</summary>
    /// <param name="scopes">What the others would get.</param>
    /// <param name="credentialId">The shared secret in force.</param>
    public bool MayPair(IReadOnlyCollection<string> scopes, string? credentialId) =>
        Find(GatewayRoles.Operator) is { } live
        && live.HoldsUnder(credentialId)
        && ScopeLattice.CoversAll(live.Scopes, [.. scopes, OperatorScopes.Pairing]);

    /// <summary>The role taken back, with all its tokens. Only another <see cref="Pair"/> brings it back.</summary>
    public DeviceRecord Revoke(string role, long now) => this with
    {
        Entries = [.. Entries.Select(known => known.Role == role ? known with { Tokens = [], RevokedAt = known.RevokedAt ?? now } : known)],
    };

    private DeviceRecord Change(string role, Func<DeviceRole, DeviceRole> change) => Find(role) is { } live
        ? this with { Entries = [.. Entries.Select(known => ReferenceEquals(known, live) ? change(live) : known)] }
        : throw new InvalidOperationException($"The device is not paired as {role}.");
}
