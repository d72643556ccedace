using Moltbot.GrainInterfaces.Security;
using Orleans.Concurrency;

namespace Moltbot.GrainInterfaces.Devices;

/// <summary>One device: its key, roles, scopes and tokens. Key: <see cref="GrainKey.ForDevice"/>.</summary>
[Alias("moltbot.IDeviceGrain")]
public interface IDeviceGrain : IGrainWithStringKey
{
    /// <summary>
    /// Judges a device whose signature the gateway has verified: by shared secret or device token, paired or not, and what it gets.
    /// Granted is never more than asked, stored and allowed by the credential.
    /// </summary>
    [Access(CallerRole.Gateway), Alias("Admit")]
    Task<DeviceAdmission> Admit(DeviceConnect connect);

    /// <summary>The paired device; null when it is not paired.</summary>
    [Access(Scope.Pairing), AlwaysInterleave, Alias("Describe")]
    Task<PairedDevice?> Describe();

    /// <summary>
    /// Pairs the device as its request asked, merged into what it had. Called by the directory only, perhaps while the device waits
    /// at the door and the directory is being asked about it; hence it interleaves.
    /// </summary>
    [Access(CallerRole.Grain), AlwaysInterleave, Alias("Pair")]
    Task<PairedDevice> Pair(DevicePairRequest request, long approvedAt, string? credentialId);

    /// <summary>Makes a new token for a role, ends those before it and closes the role's connections.</summary>
    /// <param name="role">The role.</param>
    /// <param name="scopes">What it may do, within the role's scopes and the caller's; the role keeps no more. Null keeps all.</param>
    /// <param name="connectionId">The connection that asked: when it is of this device and role, it is closed after its answer.</param>
    /// <returns>The token; null when the role is not in force or the scopes are not the caller's to give.</returns>
    [Access(Scope.Pairing), Alias("RotateToken")]
    Task<DeviceTokenGrant?> RotateToken(string role, IReadOnlyList<string>? scopes, string? connectionId);

    /// <summary>Whether it may still pair others for these scopes. Asked by a setup code it has made, perhaps while it is at the door itself.</summary>
    /// <param name="scopes">What the others would get.</param>
    /// <param name="credentialId">The shared secret in force; null when there is none.</param>
    [Access(CallerRole.Grain), AlwaysInterleave, Alias("MayPair")]
    Task<bool> MayPair(IReadOnlyList<string> scopes, string? credentialId);

    /// <summary>Takes a role's token back for good and closes its connections; null when there is none.</summary>
    [Access(Scope.Pairing), Alias("RevokeToken")]
    Task<long?> RevokeToken(string role);
}
