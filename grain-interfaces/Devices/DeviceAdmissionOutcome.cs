namespace Moltbot.GrainInterfaces.Devices;

/// <summary>The decisions on a device.</summary>
[GenerateSerializer, Alias("moltbot.DeviceAdmissionOutcome")]
public enum DeviceAdmissionOutcome
{
    /// <summary>Neither the shared secret nor a device token holds.</summary>
    Unauthorized = 0,

    /// <summary>It may connect.</summary>
    Admitted = 1,

    /// <summary>An operator must pair it first.</summary>
    PairingRequired = 2,

    /// <summary>The stored key is another one and the request cannot be stored.</summary>
    Refused = 3,
}
