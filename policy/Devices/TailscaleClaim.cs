using System.Net;
using Moltbot.Policy.Addresses;

namespace Moltbot.Policy.Devices;

/// <summary>
/// What the headers of Tailscale Serve say about a caller (protocol.md §2.4). They are words that anybody on this machine could
/// write; only the local Tailscale daemon's own answer about the address makes them count, and nothing makes such a caller local.
/// </summary>
/// <param name="Peer">The other end of the socket: Serve runs on this machine.</param>
/// <param name="UserLogin"><c>tailscale-user-login</c>; Serve leaves it out for tagged machines and for Funnel.</param>
/// <param name="ForwardedFor"><c>x-forwarded-for</c>, all values joined with commas.</param>
/// <param name="ForwardedProto"><c>x-forwarded-proto</c>.</param>
/// <param name="ForwardedHost"><c>x-forwarded-host</c>.</param>
public sealed record TailscaleClaim(
    IPAddress? Peer, string? UserLogin, string? ForwardedFor, string? ForwardedProto, string? ForwardedHost)
{
    /// <summary>Whether the caller came by way of Serve, or says so: then it is told what is wrong with that way.</summary>
    public bool IsMade => Login.Length > 0 || (IsFromHere && HasProxyHeaders);

    /// <summary>
    /// Whose login the daemon has to be asked for. Serve writes exactly one address; before several, the first would be the
    /// caller's own word and is not asked about.
    /// </summary>
    public IPAddress? Address => IpText.Parse(ForwardedFor);

    /// <summary>
    /// What a refused caller is told: who came through Tailscale and sent no secret has to mend the former, not find the latter.
    /// </summary>
    /// <param name="ofSecret">Why the secret was not accepted.</param>
    /// <param name="ofClaim">Why the claim did not hold; null when none was made.</param>
    /// <param name="sentSecret">Whether a token or a password was sent.</param>
    public static SecretFailure Told(SecretFailure ofSecret, SecretFailure? ofClaim, bool sentSecret) =>
        sentSecret ? ofSecret : ofClaim ?? ofSecret;

    private string Login => (UserLogin ?? "").Trim();

    private bool IsFromHere => Peer is not null && IPAddress.IsLoopback(IpText.Canonical(Peer));

    private bool HasProxyHeaders =>
        !string.IsNullOrWhiteSpace(ForwardedFor) && !string.IsNullOrWhiteSpace(ForwardedProto) && !string.IsNullOrWhiteSpace(ForwardedHost);

    /// <summary>Why the claim fails before anybody is asked; null when the daemon is to be asked about <see cref="Address"/>.</summary>
    public SecretFailure? Problem()
    {
        if (Login.Length == 0)
        {
            return SecretFailure.TailscaleUserMissing;
        }

        if (!IsFromHere || !HasProxyHeaders)
        {
            return SecretFailure.TailscaleProxyMissing;
        }

        return Address is null ? SecretFailure.TailscaleWhoisFailed : null;
    }

    /// <summary>Why the claim fails; null when Tailscale itself names the same user.</summary>
    /// <param name="whoisLogin">The login that the local Tailscale daemon gives for <see cref="Address"/>; null when it gives none.</param>
    public SecretFailure? Check(string? whoisLogin)
    {
        if (Problem() is { } problem)
        {
            return problem;
        }

        if (string.IsNullOrWhiteSpace(whoisLogin))
        {
            return SecretFailure.TailscaleWhoisFailed;
        }

        return string.Equals(whoisLogin.Trim(), Login, StringComparison.OrdinalIgnoreCase)
            ? null
            : SecretFailure.TailscaleUserMismatch;
    }
}
