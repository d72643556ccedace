namespace Moltbot.Policy.Devices;

/// <summary>What becomes of a device at the door.</summary>
public enum DeviceEntryOutcome
{
    /// <summary>Neither a shared secret nor a token of its own holds.</summary>
    Unauthorized,

    /// <summary>Somebody has to approve it first.</summary>
    PairingRequired,

    /// <summary>It is paired at once, and gets in.</summary>
    PairedSilently,

    /// <summary>It gets in by the shared secret, and gets a token.</summary>
    BySecret,

    /// <summary>It gets in by its own token.</summary>
    ByToken,
}
