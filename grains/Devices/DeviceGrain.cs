using System.Security.Cryptography;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Devices;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Policy.Devices;
using Moltbot.Policy.Scopes;

namespace Moltbot.Grains.Devices;

/// <summary>Applies <c>policy/Devices</c> to one device's row. A revoked role stays revoked until an operator approves it anew.</summary>
internal sealed class DeviceGrain(
    [PersistentState("device", TenantGrain.Store)] IPersistentState<DeviceState> row,
    TimeProvider time) : TenantGrain(time), IDeviceGrain
{
    private DeviceState State => row.State;

    public async Task<DeviceAdmission> Admit(DeviceConnect connect)
    {
        DeviceTokenState? token = State.Tokens.Find(entry => entry.Role == connect.Role);
        DeviceTokenHash? presented = connect.SharedSecretOk || token is null ? null : Find(token, connect);
        bool byToken = presented is not null;
        if (!connect.SharedSecretOk && !byToken)
        {
            return new DeviceAdmission { Outcome = DeviceAdmissionOutcome.Unauthorized };
        }

        PairingDecision decision = DevicePairing.Decide(
            new VerifiedDevice(connect.DeviceId, connect.PublicKey, AnsweredChallenge: true),
            Standing(token),
            connect.Role,
            connect.Scopes,
            connect.SharedSecretOk ? OperatorScopes.All : null,
            connect.IsLocal);
        if (!decision.MayGoOn)
        {
            DevicePairRequest request = await Peer<IDeviceDirectoryGrain>().Request(RequestOf(connect, silent: false));
            return new DeviceAdmission { Outcome = DeviceAdmissionOutcome.PairingRequired, RequestId = request.RequestId };
        }

        if (decision.IsSilent)
        {
            // Listed first: one that is listed and not paired is left out of lists, one that is paired and not listed hides.
            await Peer<IDeviceDirectoryGrain>().Add(connect.DeviceId);
            DevicePairRequest request = RequestOf(connect, silent: true);
            await Pair(request, Now, connect.CredentialId);
            await Peer<ITenantEventsGrain>().Publish(new DevicePairResolvedEvent
            {
                RequestId = request.RequestId,
                DeviceId = connect.DeviceId,
                Decision = "approved",
                Timestamp = Now,
            });
            token = State.Tokens.Find(entry => entry.Role == connect.Role);
        }

        IReadOnlyList<string> granted = ScopeLattice.Grant(connect.Scopes, State.Scopes, presented?.Scopes ?? OperatorScopes.All);
        if (byToken)
        {
            // Told again, not made anew: its plain text is in the request.
            token!.LastUsedAt = Now;
            return Admitted(granted, connect.DeviceToken!, token);
        }

        await Record("device.token.issue", ("role", connect.Role), ("scopes", string.Join(',', granted)));
        (string issued, DeviceTokenState issuedFor) = await Issue(connect.Role, granted, connect.CredentialId);
        return Admitted(granted, issued, issuedFor);
    }

    public Task<PairedDevice?> Describe() => Task.FromResult(row.RecordExists ? Summary() : null);

    public async Task<PairedDevice> Pair(DevicePairRequest request, long approvedAt, string? credentialId)
    {
        // The record first: without it nothing is granted, not even in memory.
        await Record("device.pair", ("role", request.Role), ("scopes", string.Join(',', request.Scopes)), ("silent", request.Silent ? "yes" : "no"));
        if (State.PublicKey != request.PublicKey)
        {
            // Another key is another device: nothing of the old one's authority passes on.
            State.Roles = [];
            State.Scopes = [];
            State.Tokens = [];
            State.CreatedAt = approvedAt;
        }

        State.PublicKey = request.PublicKey;
        State.Roles = [.. State.Roles.Union([request.Role], StringComparer.Ordinal)];
        State.Scopes = [.. State.Scopes.Union(request.Scopes, StringComparer.Ordinal)];
        State.Tokens.RemoveAll(token => token.Role == request.Role);
        State.Tokens.Add(new DeviceTokenState
        {
            Role = request.Role,
            Scopes = [.. request.Scopes],
            CreatedAt = approvedAt,
            CredentialId = request.Silent ? credentialId : null,
        });
        State.Client = request.Client;
        State.RemoteIp = request.RemoteIp;
        State.Role = request.Role;
        State.ApprovedAt = approvedAt;
        await Save();
        return Summary();
    }

    public async Task<DeviceTokenGrant?> RotateToken(string role, IReadOnlyList<string>? scopes)
    {
        if (!row.RecordExists || !State.Roles.Contains(role, StringComparer.Ordinal))
        {
            return null;
        }

        DeviceTokenState? token = State.Tokens.Find(entry => entry.Role == role && entry.RevokedAt is null);
        IReadOnlyList<string> callerScopes = CallerContext.Caller?.Scopes ?? [];
        IReadOnlyList<string>? granted = DeviceAuthority.Rotate(callerScopes, State.Scopes, token?.Scopes, scopes);
        if (granted is null || token is null)
        {
            return null;
        }

        await Record("device.token.rotate", ("role", role), ("scopes", string.Join(',', granted)));
        token.Hashes.Clear();
        token.Scopes = [.. granted];
        token.RotatedAt = Now;
        (string issued, _) = await Issue(role, granted, token.CredentialId);
        await CloseConnections(role, "device token rotated");
        return new DeviceTokenGrant { DeviceId = Key.Rest, Role = role, Token = issued, Scopes = granted, RotatedAt = token.RotatedAt.Value };
    }

    public async Task<long?> RevokeToken(string role)
    {
        if (State.Tokens.Find(entry => entry.Role == role) is not { } token
            || !DeviceAuthority.MayRevoke(CallerContext.Caller?.Scopes ?? [], token.Scopes))
        {
            return null;
        }

        await Record("device.token.revoke", ("role", role));
        token.Hashes.Clear();
        token.RevokedAt ??= Now;
        await Save();
        await CloseConnections(role, "device token revoked", evenOwn: true);
        return token.RevokedAt;
    }

    /// <summary>What the device was approved for; a revoked role counts as never approved, so that a reconnect cannot bring it back.</summary>
    private StoredDevice? Standing(DeviceTokenState? token) => !row.RecordExists
        ? null
        : new StoredDevice(
            State.PublicKey,
            token?.RevokedAt is null ? State.Roles : [.. State.Roles.Where(role => role != token.Role)],
            State.Scopes);

    private static DeviceTokenHash? Find(DeviceTokenState token, DeviceConnect connect) =>
        token.CredentialId is null || token.CredentialId == connect.CredentialId
            ? token.Hashes.Find(hash => new StoredDeviceToken(token.Role, hash.Scopes, hash.Hash, token.RevokedAt is not null)
                .Accepts(connect.DeviceToken, connect.Role, connect.Scopes))
            : null;

    private Task Save() => Save(row);

    private async Task<(string Token, DeviceTokenState State)> Issue(string role, IReadOnlyList<string> scopes, string? credentialId)
    {
        string issued = TenantToken.Of(Tenant, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        DeviceTokenState? token = State.Tokens.Find(entry => entry.Role == role);
        if (token is null)
        {
            token = new DeviceTokenState { Role = role, CreatedAt = Now, CredentialId = credentialId, Scopes = [.. scopes] };
            State.Tokens.Add(token);
        }
        else if (token.CredentialId is not null && token.CredentialId != credentialId)
        {
            // Given for a secret that is gone: what came by that one does not come back by the next.
            token.Hashes.Clear();
            token.CredentialId = credentialId;
        }

        if (token.Hashes.Count >= DeviceTokenState.MaxHashes)
        {
            token.Hashes.RemoveAt(0);
        }

        token.Hashes.Add(new DeviceTokenHash(SecretComparison.Hash(issued), [.. scopes]));
        token.LastUsedAt = Now;
        await Save();
        return (issued, token);
    }

    private async Task CloseConnections(string role, string reason, bool evenOwn = false)
    {
        if (evenOwn || Principal != "device:" + Key.Rest)
        {
            await Peer<ITenantEventsGrain>().Publish(new ConnectionsRevokedEvent { DeviceId = Key.Rest, Role = role, Reason = reason });
        }
    }

    private Task Record(string action, params ReadOnlySpan<(string, string?)> details) =>
        Peer<IAuditGrain>().Append([Auditing.Entry(Now, Principal, action, Key.Rest, details)]);

    private DevicePairRequest RequestOf(DeviceConnect connect, bool silent) => new()
    {
        RequestId = Guid.NewGuid().ToString(),
        DeviceId = connect.DeviceId,
        PublicKey = connect.PublicKey,
        Role = connect.Role,
        Scopes = connect.Scopes,
        RemoteIp = connect.RemoteIp,
        Silent = silent,
        IsRepair = row.RecordExists,
        Timestamp = Now,
        Client = connect.Client,
    };

    private static DeviceAdmission Admitted(IReadOnlyList<string> scopes, string token, DeviceTokenState state) => new()
    {
        Outcome = DeviceAdmissionOutcome.Admitted,
        Scopes = scopes,
        Token = token,
        IssuedAt = state.RotatedAt ?? state.CreatedAt,
    };

    private PairedDevice Summary() => new()
    {
        DeviceId = Key.Rest,
        PublicKey = State.PublicKey,
        Role = State.Role,
        Roles = State.Roles,
        Scopes = State.Scopes,
        Tokens =
        [
            .. State.Tokens.Select(static token => new DeviceTokenSummary
            {
                Role = token.Role,
                Scopes = token.Scopes,
                CreatedAt = token.CreatedAt,
                RotatedAt = token.RotatedAt,
                RevokedAt = token.RevokedAt,
                LastUsedAt = token.LastUsedAt,
            }),
        ],
        RemoteIp = State.RemoteIp,
        CreatedAt = State.CreatedAt,
        ApprovedAt = State.ApprovedAt,
        Client = State.Client!,
    };
}
