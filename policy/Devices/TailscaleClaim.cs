using System.Net;

namespace Moltbot.Policy.Devices;

/// <summary>What the headers of Tailscale Serve say about a caller.</summary>
/// <param name="Peer">The other end of the socket: Serve runs on this machine.</param>
/// <param name="UserLogin"><c>tailscale-user-login</c>.</param>
/// <param name="HasProxyHeaders">Whether <c>x-forwarded-for</c>, <c>-proto</c> and <c>-host</c> are all there.</param>
public sealed record TailscaleClaim(IPAddress? Peer, string? UserLogin, bool HasProxyHeaders)
{
    /// <summary>Why the claim fails; null when Tailscale itself names the same user.</summary>
    /// <param name="whoisLogin">The login that the local Tailscale daemon gives for the forwarded address; null when it gives none.</param>
    public SecretFailure? Check(string? whoisLogin)
    {
        var login = (UserLogin ?? "").Trim();
        if (login.Length == 0)
        {
            return SecretFailure.TailscaleUserMissing;
        }

        if (!HasProxyHeaders || Peer is null || !IPAddress.IsLoopback(Addresses.IpText.Canonical(Peer)))
        {
            return SecretFailure.TailscaleProxyMissing;
        }

        if (string.IsNullOrWhiteSpace(whoisLogin))
        {
            return SecretFailure.TailscaleWhoisFailed;
        }

        return string.Equals(whoisLogin.Trim(), login, StringComparison.OrdinalIgnoreCase)
            ? null
            : SecretFailure.TailscaleUserMismatch;
    }
}
