namespace Moltbot.Policy.Devices;

/// <summary>The switches of <c>gateway.controlUi</c> that weaken the handshake; both are off unless configured.</summary>
/// <param name="AllowInsecureAuth">The control UI may come without a device when it presents a secret.</param>
/// <param name="DisableDeviceAuth">The control UI's device, if it sends one, is not looked at.</param>
public sealed record HandshakeSettings(bool AllowInsecureAuth = false, bool DisableDeviceAuth = false)
{
    /// <summary>Whether a client may do without a device on the strength of a secret alone.</summary>
    public bool Bypasses(ConnectAttempt attempt) => attempt.IsControlUi && (AllowInsecureAuth || DisableDeviceAuth);
}
