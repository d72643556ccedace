using Moltbot.Policy.Scopes;

namespace Moltbot.Policy.Devices;

/// <summary>The parts of <c>connect</c> that decide who the client is, as sent (protocol.md §2.1).</summary>
/// <param name="MinProtocol">The oldest protocol version the client speaks.</param>
/// <param name="MaxProtocol">The newest.</param>
/// <param name="ClientId">One of the known client ids.</param>
/// <param name="ClientMode">One of the known modes.</param>
/// <param name="Role">The role asked for; null means operator.</param>
/// <param name="Scopes">The scopes asked for; null when not sent.</param>
/// <param name="Token">A shared or device token.</param>
/// <param name="Password">A password.</param>
/// <param name="Device">The device, if one was named.</param>
public sealed record ConnectAttempt(
    int MinProtocol, int MaxProtocol, string ClientId, string ClientMode, string? Role, IReadOnlyList<string>? Scopes,
    string? Token, string? Password, DeviceClaim? Device)
{
    /// <summary>The protocol version spoken here.</summary>
    public const int Protocol = 3;

    /// <summary>The role, its default filled in.</summary>
    public string EffectiveRole => Role ?? GatewayRoles.Default;

    /// <summary>
    /// The scopes asked for: an operator that names none asks for <c>operator.admin</c>, as the original's clients expect.
    /// Asking is not having: what is granted is cut down to what the credential and the device record hold.
    /// </summary>
    public IReadOnlyList<string> AskedScopes =>
        Scopes is { Count: > 0 } ? Scopes
        : EffectiveRole == GatewayRoles.Operator ? [OperatorScopes.Admin]
        : [];

    /// <summary>Whether the client is the control UI.</summary>
    public bool IsControlUi => ClientId is ClientIds.ControlUi or ClientIds.EarlierControlUi;

    /// <summary>The text a device with this attempt must have signed.</summary>
    public DeviceAuthText TextToSign(DeviceClaim device, string? nonce) =>
        new(device.Id, ClientId, ClientMode, EffectiveRole, Scopes ?? [], device.SignedAtMs, Token, nonce);
}
