using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Devices;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Identity;
using Moltbot.Policy;
using Moltbot.Policy.Scopes;

namespace Moltbot.Silo.Up.Runners;

/// <summary>
/// Pairs the runner of this installation, as an operator would: a request for the one key that was made here for it, approved, on record.
/// Nobody else can have the key paired this way, and nothing but the role of a node is given.
/// </summary>
/// <param name="grains">The grains.</param>
/// <param name="identity">The file of the runner's key pair.</param>
/// <param name="time">The clock.</param>
internal sealed class RunnerPairing(IGrainFactory grains, string identity, TimeProvider time)
{
    /// <summary>What the runner shows at the door this time, in place of all it had before; null when an operator took its role back.</summary>
    /// <exception cref="BrokenIdentityException">The file holds no key pair.</exception>
    public async Task<string?> NewToken()
    {
        DeviceIdentity device = DeviceIdentityFile.LoadOrCreate(identity, time);
        IDeviceGrain known = grains.GetGrain<IDeviceGrain>(GrainKey.ForDevice(TenantId.Default, device.Id).ToString());
        CallerContext.Use(Operator);
        if (await known.Describe() is null)
        {
            await Pair(device);
        }

        CallerContext.Use(Operator);
        return (await known.RotateToken(GatewayRoles.Node, null, null))?.Token;
    }

    private async Task Pair(DeviceIdentity device)
    {
        IDeviceDirectoryGrain directory = grains.GetGrain<IDeviceDirectoryGrain>(GrainKey.ForTenant(TenantId.Default).ToString());
        CallerContext.Use(CallerClaim.ForGrain(TenantId.Default));
        DevicePairRequest request = await directory.Request(new DevicePairRequest
        {
            RequestId = Guid.NewGuid().ToString(),
            DeviceId = device.Id,
            PublicKey = device.PublicKey,
            Role = GatewayRoles.Node,
            Scopes = [],
            Timestamp = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Client = new ClientDescription
            {
                ClientId = "node-host", Mode = "node", Version = ProductVersion.Text, Platform = "linux", DisplayName = RunnerKeeper.Name,
            },
        });
        if (request is { Role: GatewayRoles.Node, Scopes: [] })
        {
            CallerContext.Use(Operator);
            await directory.Approve(request.RequestId);
        }
    }

    private static CallerClaim Operator { get; } = new()
    {
        Tenant = TenantId.Default,
        Principal = "installation:up",
        Role = CallerRole.Operator,
        Scopes = [OperatorScopes.Pairing],
    };
}
