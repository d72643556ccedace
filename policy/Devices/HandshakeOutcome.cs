namespace Moltbot.Policy.Devices;

/// <summary>What the checks before any secret is looked at came to.</summary>
/// <param name="Refusal">Why the handshake ends; null when it goes on.</param>
/// <param name="Device">The proven device; null when the client goes on without one.</param>
public sealed record HandshakeOutcome(HandshakeRefusal? Refusal, VerifiedDevice? Device);
