using System.Security.Cryptography;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Devices;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Policy.Devices;
using Moltbot.Policy.Scopes;

namespace Moltbot.Grains.Devices;

/// <summary>
/// Applies <c>policy/Devices</c> to one device's row. Pairing interleaves with everything else here: what a method awaited before it
/// writes may have changed the record, so each change is made to the record as it then is.
/// </summary>
internal sealed class DeviceGrain(
    [PersistentState("device", TenantGrain.Store)] IPersistentState<DeviceState> row,
    TimeProvider time) : TenantGrain(time), IDeviceGrain
{
    private DeviceState State => row.State;

    /// <summary>The device's authority; null when it was never paired.</summary>
    private DeviceRecord? Current => row.RecordExists ? State.ToRecord() : null;

    public async Task<DeviceAdmission> Admit(DeviceConnect connect)
    {
        DeviceEntryVerdict verdict = EntryOf(connect).Judge(Current);
        switch (verdict.Outcome)
        {
            case DeviceEntryOutcome.ByToken:
                // Told again, not made anew: its plain text is in the request.
                State.Take(Current!.Used(connect.Role, Now));
                return Admitted(verdict.Granted, connect.DeviceToken!, connect.Role);

            case DeviceEntryOutcome.PairedSilently:
                await PairAtOnce(connect, silent: true);
                return await AdmitAnew(connect, verdict.Granted);

            case DeviceEntryOutcome.BySecret:
                return await AdmitAnew(connect, verdict.Granted);

            case DeviceEntryOutcome.PairingRequired:
                DevicePairRequest request = await Peer<IDeviceDirectoryGrain>().Request(RequestOf(connect, silent: false));
                return new DeviceAdmission { Outcome = DeviceAdmissionOutcome.PairingRequired, RequestId = request.RequestId };

            default:
                return await Redeems(connect)
                    ? await AdmitBySetupCode(connect)
                    : new DeviceAdmission { Outcome = DeviceAdmissionOutcome.Unauthorized };
        }
    }

    public Task<PairedDevice?> Describe() => Task.FromResult(Current is { } record ? Summary(record) : null);

    public async Task<PairedDevice> Pair(DevicePairRequest request, long approvedAt, string? credentialId)
    {
        // The record first: without it nothing is granted, not even in memory.
        await Record("device.pair", ("role", request.Role), ("scopes", string.Join(',', request.Scopes)), ("silent", request.Silent ? "yes" : "no"));
        DeviceRecord? before = Current;
        DeviceRecord paired = DeviceRecord.Pair(before, request.PublicKey, request.Role, request.Scopes, request.Silent, credentialId, approvedAt);
        State.Take(paired);
        if (before?.PublicKey != request.PublicKey)
        {
            State.CreatedAt = approvedAt;
        }

        State.Client = request.Client;
        State.RemoteIp = request.RemoteIp;
        State.Role = request.Role;
        State.ApprovedAt = approvedAt;
        await Save(row);
        return Summary(paired);
    }

    public async Task<DeviceTokenGrant?> RotateToken(string role, IReadOnlyList<string>? scopes, string? connectionId)
    {
        if (Current?.Rotation(role, CallerScopes, scopes) is not { } granted)
        {
            return null;
        }

        await Record("device.token.rotate", ("role", role), ("scopes", string.Join(',', granted)));
        string token = NewToken();
        long now = Now;
        await Change(record => record.Rotate(role, SecretComparison.Hash(token), granted, now));
        await CloseConnections(role, "device token rotated", connectionId);
        return new DeviceTokenGrant { DeviceId = Key.Rest, Role = role, Token = token, Scopes = granted, RotatedAt = now };
    }

    public Task<bool> MayPair(IReadOnlyList<string> scopes, string? credentialId) =>
        Task.FromResult(Current?.MayPair(scopes, credentialId) is true);

    public async Task<long?> RevokeToken(string role)
    {
        if (Current?.MayRevoke(role, CallerScopes) is not true)
        {
            return null;
        }

        await Record("device.token.revoke", ("role", role));
        DeviceRecord revoked = await Change(record => record.Revoke(role, Now));
        await CloseConnections(role, "device token revoked");
        return revoked.Entries.First(entry => entry.Role == role).RevokedAt;
    }

    private static IReadOnlyList<string> CallerScopes => CallerContext.Caller?.Scopes ?? [];

    private static DeviceEntry EntryOf(DeviceConnect connect) => new(
        new VerifiedDevice(connect.DeviceId, connect.PublicKey, AnsweredChallenge: true),
        connect.Role,
        connect.Scopes,
        connect.SharedSecretOk,
        connect.CredentialId,
        connect.DeviceToken,
        connect.IsLocal);

    private async Task<bool> Redeems(DeviceConnect connect) =>
        !connect.SharedSecretOk
        && SetupCode.IsLike(Tenant, connect.DeviceToken)
        && SetupCode.KeyOf(Tenant, SetupCode.IdOf(connect.DeviceToken!)) is { } code
        && await Peer<ISetupCodeGrain>(code).Redeem(connect.DeviceId, connect.Role, connect.Scopes, connect.CredentialId);

    /// <summary>Whoever made the code has approved what it asks for; no shared secret stands behind it.</summary>
    private async Task<DeviceAdmission> AdmitBySetupCode(DeviceConnect connect)
    {
        await PairAtOnce(connect, silent: false);
        return await AdmitAnew(connect with { CredentialId = null }, ScopeLattice.Grant(connect.Scopes, Current!.Find(connect.Role)!.Scopes));
    }

    /// <param name="connect">The device.</param>
    /// <param name="silent">Whether nobody approved it, so that it depends on the shared secret it presented.</param>
    private async Task PairAtOnce(DeviceConnect connect, bool silent)
    {
        // Listed first: one that is listed and not paired is left out of lists, one that is paired and not listed hides.
        await Peer<IDeviceDirectoryGrain>().Add(connect.DeviceId);
        DevicePairRequest request = RequestOf(connect, silent);
        await Pair(request, Now, silent ? connect.CredentialId : null);
        await Peer<ITenantEventsGrain>().Publish(new DevicePairResolvedEvent
        {
            RequestId = request.RequestId,
            DeviceId = connect.DeviceId,
            Decision = "approved",
            Timestamp = Now,
        });
    }

    private async Task<DeviceAdmission> AdmitAnew(DeviceConnect connect, IReadOnlyList<string> granted)
    {
        await Record("device.token.issue", ("role", connect.Role), ("scopes", string.Join(',', granted)));
        string token = NewToken();
        await Change(record => record.Issue(connect.Role, SecretComparison.Hash(token), granted, connect.CredentialId, Now));
        return Admitted(granted, token, connect.Role);
    }

    private string NewToken() => TenantToken.Of(Tenant, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    private async Task<DeviceRecord> Change(Func<DeviceRecord, DeviceRecord> change)
    {
        DeviceRecord changed = change(State.ToRecord());
        State.Take(changed);
        await Save(row);
        return changed;
    }

    private Task CloseConnections(string role, string reason, string? causedBy = null) => Peer<ITenantEventsGrain>().Publish(
        new ConnectionsRevokedEvent { DeviceId = Key.Rest, Role = role, CausedBy = causedBy, Reason = reason });

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

    private DeviceAdmission Admitted(IReadOnlyList<string> scopes, string token, string role)
    {
        DeviceTokenState state = State.Tokens.First(entry => entry.Role == role);
        return new()
        {
            Outcome = DeviceAdmissionOutcome.Admitted,
            Scopes = scopes,
            Token = token,
            IssuedAt = state.RotatedAt ?? state.CreatedAt,
        };
    }

    private PairedDevice Summary(DeviceRecord record) => new()
    {
        DeviceId = Key.Rest,
        PublicKey = record.PublicKey,
        Role = State.Role,
        Roles = record.Roles,
        Scopes = record.Scopes,
        Tokens =
        [
            .. record.Entries.Select(static token => new DeviceTokenSummary
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
