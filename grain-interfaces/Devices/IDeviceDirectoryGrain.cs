using Moltbot.GrainInterfaces.Security;

namespace Moltbot.GrainInterfaces.Devices;

/// <summary>Which devices a tenant has and which ask to be paired. Key: <see cref="GrainKey.ForTenant"/>.</summary>
[Alias("moltbot.IDeviceDirectoryGrain")]
public interface IDeviceDirectoryGrain : IGrainWithStringKey
{
    /// <summary>Everything, newest first.</summary>
    [Access(Scope.Pairing, AlsoGateway = true), Alias("List")]
    Task<DeviceList> List();

    /// <summary>Whether a device was paired; one whose token was taken back counts still.</summary>
    [Access(CallerRole.Gateway), Alias("Has")]
    Task<bool> Has(string deviceId);

    /// <summary>
    /// Stores a request and tells the operators. One waits for each device: while it does, another wish of the device changes nothing,
    /// so that what somebody looks at is what they approve.
    /// </summary>
    /// <returns>The request that waits; the earlier one where there was one.</returns>
    [Access(CallerRole.Grain), Alias("Request")]
    Task<DevicePairRequest> Request(DevicePairRequest request);

    /// <summary>Approves; the caller must hold every scope that the request asks for.</summary>
    [Access(Scope.Pairing), Alias("Approve")]
    Task<DevicePairDecision> Approve(string requestId);

    /// <summary>Rejects.</summary>
    [Access(Scope.Pairing), Alias("Reject")]
    Task<DevicePairDecision> Reject(string requestId);

    /// <summary>Remembers a device that was paired silently.</summary>
    [Access(CallerRole.Grain), Alias("Add")]
    Task Add(string deviceId);
}
