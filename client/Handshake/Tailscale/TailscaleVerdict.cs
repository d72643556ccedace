using Moltbot.Policy.Devices;

namespace Moltbot.Gateway.Handshake.Tailscale;

/// <summary>What came of a caller's Tailscale identity.</summary>
/// <param name="Login">The login that Tailscale itself gives; null when the caller is nobody there.</param>
/// <param name="Failure">Why the claim did not hold; null when it did or none was made.</param>
internal readonly record struct TailscaleVerdict(string? Login, SecretFailure? Failure)
{
    /// <summary>Nothing was claimed, or it does not count here.</summary>
    public static readonly TailscaleVerdict None = new(null, null);
}
