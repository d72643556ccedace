using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Devices;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Policy.Devices;

namespace Moltbot.Grains.Devices;

/// <summary>A tenant's pending requests and the list of its devices. Expiry is judged when read.</summary>
internal sealed class DeviceDirectoryGrain(
    [PersistentState("devices", TenantGrain.Store)] IPersistentState<DeviceDirectoryState> row,
    TimeProvider time) : TenantGrain(time), IDeviceDirectoryGrain
{
    private static readonly TimeSpan RequestLife = TimeSpan.FromMinutes(5);

    /// <summary>How many requests may wait: strangers can fill it, so the oldest gives way. Arbitrary, far above a household's need.</summary>
    private const int MaxPending = 64;

    public async Task<DeviceList> List()
    {
        var devices = new List<PairedDevice>(row.State.Devices.Count);
        foreach (Task<PairedDevice?> device in row.State.Devices.ConvertAll(id => Device(id).Describe()))
        {
            if (await device is { } paired)
            {
                devices.Add(paired);
            }
        }

        return new DeviceList(
            [.. Alive().OrderByDescending(static request => request.Timestamp)],
            [.. devices.OrderByDescending(static device => device.ApprovedAt)]);
    }

    public Task<bool> Has(string deviceId) => Task.FromResult(row.State.Devices.Contains(deviceId, StringComparer.Ordinal));

    public async Task<DevicePairRequest> Request(DevicePairRequest request)
    {
        // One request a device while it lives, also when it comes back with another wish: what somebody looks at before he
        // approves it does not change under his hands.
        if (row.State.Pending.TryGetValue(request.DeviceId, out DevicePairRequest? known) && IsAlive(known))
        {
            return known;
        }

        DropExpired();
        if (row.State.Pending.Count >= MaxPending)
        {
            row.State.Pending.Remove(row.State.Pending.MinBy(static entry => entry.Value.Timestamp).Key);
        }

        row.State.Pending[request.DeviceId] = request;
        await Save(row);
        await Peer<ITenantEventsGrain>().Publish(new DevicePairRequestedEvent(request));
        return request;
    }

    public async Task<DevicePairDecision> Approve(string requestId)
    {
        if (Find(requestId) is not { } request)
        {
            return new DevicePairDecision();
        }

        if (!DeviceAuthority.MayApprove(CallerContext.Caller?.Scopes ?? [], request.Scopes))
        {
            return new DevicePairDecision { Request = request, Refusal = "missing scope: the request asks for more than you hold" };
        }

        await Record("device.approve", request);

        // Listed first: one that is listed and not paired is left out of lists, one that is paired and not listed hides.
        if (!row.State.Devices.Contains(request.DeviceId, StringComparer.Ordinal))
        {
            row.State.Devices.Add(request.DeviceId);
            await Save(row);
        }

        PairedDevice device = await Device(request.DeviceId).Pair(request, Now, credentialId: null);
        row.State.Pending.Remove(request.DeviceId);
        await Save(row);
        await Resolved(request, "approved");
        return new DevicePairDecision { Request = request, Device = device };
    }

    public async Task<DevicePairDecision> Reject(string requestId)
    {
        if (Find(requestId) is not { } request)
        {
            return new DevicePairDecision();
        }

        await Record("device.reject", request);
        row.State.Pending.Remove(request.DeviceId);
        await Save(row);
        await Resolved(request, "rejected");
        return new DevicePairDecision { Request = request };
    }

    public async Task Add(string deviceId)
    {
        if (!row.State.Devices.Contains(deviceId, StringComparer.Ordinal))
        {
            row.State.Devices.Add(deviceId);
            row.State.Pending.Remove(deviceId);
            await Save(row);
        }
    }

    private Task Record(string action, DevicePairRequest request) => Peer<IAuditGrain>().Append(
        [Auditing.Entry(Now, Principal, action, request.DeviceId, ("role", request.Role), ("scopes", string.Join(',', request.Scopes)))]);

    private Task Resolved(DevicePairRequest request, string decision) => Peer<ITenantEventsGrain>().Publish(new DevicePairResolvedEvent
    {
        RequestId = request.RequestId,
        DeviceId = request.DeviceId,
        Decision = decision,
        Timestamp = Now,
    });

    private IDeviceGrain Device(string deviceId) => Peer<IDeviceGrain>(GrainKey.ForDevice(Tenant, deviceId));

    private DevicePairRequest? Find(string requestId) => Alive().FirstOrDefault(request => request.RequestId == requestId);

    private IEnumerable<DevicePairRequest> Alive() => row.State.Pending.Values.Where(IsAlive);

    private bool IsAlive(DevicePairRequest request) => Now - request.Timestamp <= RequestLife.TotalMilliseconds;

    private void DropExpired()
    {
        foreach (string deviceId in row.State.Pending.Where(entry => !IsAlive(entry.Value)).Select(static entry => entry.Key).ToList())
        {
            row.State.Pending.Remove(deviceId);
        }
    }
}
