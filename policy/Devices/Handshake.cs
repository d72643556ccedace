using Moltbot.Policy.Scopes;

namespace Moltbot.Policy.Devices;

/// <summary>Checks 2 to 10 of the handshake, in the order of protocol.md §2.2. Secrets and pairing come after them.</summary>
public static class Handshake
{
    /// <summary>How far the signature's time may be from ours, either way.</summary>
    public static readonly TimeSpan MaxClockSkew = TimeSpan.FromMinutes(10);

    /// <param name="attempt">What the client sent.</param>
    /// <param name="challenge">The nonce sent to this connection.</param>
    /// <param name="now">The time.</param>
    /// <param name="isDirectLocal">Whether the connection is direct and local, as <c>Addresses</c> judges it.</param>
    /// <param name="settings">The control UI's switches.</param>
    public static HandshakeOutcome Check(
        ConnectAttempt attempt, string challenge, DateTimeOffset now, bool isDirectLocal, HandshakeSettings settings)
    {
        if (attempt.MaxProtocol < ConnectAttempt.Protocol || attempt.MinProtocol > ConnectAttempt.Protocol)
        {
            return Refuse(HandshakeRefusal.ProtocolMismatch);
        }

        if (!GatewayRoles.IsKnown(attempt.EffectiveRole))
        {
            return Refuse(HandshakeRefusal.InvalidRole);
        }

        var ignoresDevice = attempt.IsControlUi && settings.DisableDeviceAuth;
        return attempt.Device is { } device && !ignoresDevice
            ? CheckDevice(attempt, device, challenge, now, isDirectLocal)
            : new HandshakeOutcome(CheckWithoutDevice(attempt, settings), null);
    }

    /// <summary>
    /// After the secret was judged: a signature without the challenge may be a repeated one, so it counts only beside a
    /// valid shared secret, never beside a device token alone.
    /// </summary>
    public static HandshakeRefusal? CheckProof(VerifiedDevice device, bool hasSharedSecret) =>
        device.AnsweredChallenge || hasSharedSecret ? null : HandshakeRefusal.NonceRequired;

    private static HandshakeRefusal? CheckWithoutDevice(ConnectAttempt attempt, HandshakeSettings settings)
    {
        var sentToken = !string.IsNullOrEmpty(attempt.Token);
        if (attempt.IsControlUi && !settings.Bypasses(attempt))
        {
            return HandshakeRefusal.SecureContextRequired;
        }

        var sentEnough = sentToken || (settings.Bypasses(attempt) && !string.IsNullOrEmpty(attempt.Password));
        return sentEnough ? null : HandshakeRefusal.DeviceRequired;
    }

    private static HandshakeOutcome CheckDevice(
        ConnectAttempt attempt, DeviceClaim device, string challenge, DateTimeOffset now, bool isDirectLocal)
    {
        if (DevicePublicKey.DeriveDeviceId(device.PublicKey) is not { } id || id != device.Id)
        {
            return Refuse(HandshakeRefusal.DeviceMismatch);
        }

        var age = (decimal)now.ToUnixTimeMilliseconds() - device.SignedAtMs;
        if (Math.Abs(age) > (decimal)MaxClockSkew.TotalMilliseconds)
        {
            return Refuse(HandshakeRefusal.SignatureExpired);
        }

        var nonce = device.Nonce?.Trim() is { Length: > 0 } sent ? sent : null;
        if (nonce is null && !isDirectLocal)
        {
            return Refuse(HandshakeRefusal.NonceRequired);
        }

        if (nonce is not null && !SecretComparison.AreEqual(nonce, challenge))
        {
            return Refuse(HandshakeRefusal.NonceMismatch);
        }

        // Scopes are joined with commas and fields with bars, unescaped: a scope that holds either could be signed as
        // one thing and read as another.
        var isAmbiguous = attempt.Scopes?.Any(scope => scope.AsSpan().ContainsAny('|', ',')) ?? false;
        if (isAmbiguous || !DeviceSignature.Verify(device.PublicKey, attempt.TextToSign(device, nonce).ToString(), device.Signature))
        {
            return Refuse(HandshakeRefusal.SignatureInvalid);
        }

        return DevicePublicKey.Normalize(device.PublicKey) is { } key
            ? new HandshakeOutcome(null, new VerifiedDevice(id, key, AnsweredChallenge: nonce is not null))
            : Refuse(HandshakeRefusal.KeyInvalid);
    }

    private static HandshakeOutcome Refuse(HandshakeRefusal refusal) => new(refusal, null);
}
