using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Devices;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Policy.Devices;
using Moltbot.Policy.Scopes;

namespace Moltbot.Grains.Devices;

/// <summary>
/// A code is used up before its device is paired: a crash between the two costs a code and pairs nobody twice. Whether it has expired is
/// judged when it is shown.
/// </summary>
internal sealed class SetupCodeGrain(
    [PersistentState("setup-code", TenantGrain.Store)] IPersistentState<SetupCodeState> row,
    TimeProvider time) : TenantGrain(time), ISetupCodeGrain
{
    /// <summary>The longest life: who is given a code is expected to use it.</summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(1);

    public async Task<string?> Offer(SetupOffer offer)
    {
        if (offer.Role is not (GatewayRoles.Operator or GatewayRoles.Node))
        {
            return $"role is {GatewayRoles.Operator} or {GatewayRoles.Node}";
        }

        if (offer.ExpiresAt <= Now || offer.ExpiresAt > Now + (long)LongestLife.TotalMilliseconds)
        {
            return "a setup code lives for at most a day";
        }

        if (!ScopeLattice.CoversAll(CallerContext.Caller?.Scopes ?? [], offer.Scopes))
        {
            return "a setup code gives no scope that its maker does not hold";
        }

        if (row.RecordExists)
        {
            return "this code was given out before";
        }

        await Record("setup.offer", ("role", offer.Role), ("scopes", string.Join(',', offer.Scopes)));
        row.State.Offer = offer;
        row.State.Maker = Principal;
        await Save(row);
        return null;
    }

    public async Task<bool> Redeem(string deviceId, string role, IReadOnlyList<string> scopes, string? credentialId)
    {
        if (row.State.Offer is not { } offer || offer.ExpiresAt <= Now || offer.Role != role || !ScopeLattice.CoversAll(offer.Scopes, scopes)
            || !await MakerStands(offer, credentialId))
        {
            return false;
        }

        await Record("setup.redeem", ("device", deviceId));
        return await End();
    }

    public async Task<bool> Withdraw()
    {
        if (row.State.Offer is null)
        {
            return false;
        }

        await Record("setup.withdraw");
        return await End();
    }

    /// <summary>A code is its maker's authority lent out: it ends with the device that made it, or with the shared secret (A11).</summary>
    private Task<bool> MakerStands(SetupOffer offer, string? credentialId)
    {
        (string kind, string id) = row.State.Maker?.Split(':', 2) is [var first, var rest] ? (first, rest) : ("", "");
        return kind == "device"
            ? Peer<IDeviceGrain>(GrainKey.ForDevice(Tenant, id)).MayPair(offer.Scopes, credentialId)
            : Task.FromResult(id.Length > 0 && id == credentialId);
    }

    /// <summary>Writes that it is not good any more; false when somebody did so meanwhile.</summary>
    private async Task<bool> End()
    {
        if (row.State.Offer is null)
        {
            return false;
        }

        row.State.Offer = null;
        await Save(row);
        return true;
    }

    private Task Record(string action, params ReadOnlySpan<(string, string?)> details) =>
        Peer<IAuditGrain>().Append([Auditing.Entry(Now, Principal, action, Key.Rest, details)]);
}
