namespace Moltbot.Policy.Devices;

/// <summary>Why a handshake ends, in the texts and codes clients know (protocol.md §1.2, §1.3, §2.2).</summary>
/// <param name="Code">The error code.</param>
/// <param name="Message">The error message; it is the close reason too.</param>
/// <param name="CloseCode">The WebSocket close code.</param>
public sealed record HandshakeRefusal(string Code, string Message, int CloseCode = 1008)
{
    private const string InvalidRequest = "INVALID_REQUEST";
    private const string NotPaired = "NOT_PAIRED";

    public static readonly HandshakeRefusal ProtocolMismatch = new(InvalidRequest, "protocol mismatch", 1002);
    public static readonly HandshakeRefusal InvalidRole = new(InvalidRequest, "invalid role");
    public static readonly HandshakeRefusal SecureContextRequired =
        new(InvalidRequest, "control ui requires HTTPS or localhost (secure context)");
    public static readonly HandshakeRefusal DeviceRequired = new(NotPaired, "device identity required");
    public static readonly HandshakeRefusal DeviceMismatch = new(InvalidRequest, "device identity mismatch");
    public static readonly HandshakeRefusal SignatureExpired = new(InvalidRequest, "device signature expired");
    public static readonly HandshakeRefusal NonceRequired = new(InvalidRequest, "device nonce required");
    public static readonly HandshakeRefusal NonceMismatch = new(InvalidRequest, "device nonce mismatch");
    public static readonly HandshakeRefusal SignatureInvalid = new(InvalidRequest, "device signature invalid");
    public static readonly HandshakeRefusal KeyInvalid = new(InvalidRequest, "device public key invalid");
    public static readonly HandshakeRefusal PairingRequired = new(NotPaired, "pairing required");

    /// <summary>The refusal for a secret that was not accepted.</summary>
    public static HandshakeRefusal Unauthorized(string message) => new(InvalidRequest, message);
}
