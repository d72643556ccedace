using Moltbot.Policy.Addresses;

namespace Moltbot.Policy.Devices;

/// <summary>What may be reached from where, and by which secret; judged before anything listens (protocol.md §9, security.md §7).</summary>
/// <param name="Bind">The first address listened on.</param>
/// <param name="Secret">The secret in force.</param>
/// <param name="TailscaleMode"><c>off</c>, <c>serve</c> or <c>funnel</c>.</param>
public sealed record GatewayExposure(string Bind, GatewaySecret Secret, string TailscaleMode)
{
    /// <summary>Why the gateway does not start: the key and what is allowed there; null when it may.</summary>
    /// <param name="allowTailscale">Whether identities proven by Tailscale may stand for the secret.</param>
    public string? Problem(bool allowTailscale)
    {
        var isLocal = BindHost.IsLoopbackOnly(Bind);
        if (TailscaleMode != "off" && !isLocal)
        {
            return $"gateway.tailscale.mode {TailscaleMode} needs gateway.bind loopback, not one that listens on {Bind}: Tailscale brings the callers to this machine";
        }

        if (TailscaleMode == "funnel" && Secret.Mode != GatewayAuthMode.Password)
        {
            return "gateway.tailscale.mode funnel puts the gateway on the internet and needs gateway.auth.mode password (set gateway.auth.password or MOLTBOT_GATEWAY_PASSWORD)";
        }

        if (GatewayAuthSettings.ProblemOf(Secret, allowTailscale) is { } problem)
        {
            return problem;
        }

        var hasSecret = !string.IsNullOrEmpty(Secret.Mode == GatewayAuthMode.Password ? Secret.Password : Secret.Token);
        return isLocal || hasSecret
            ? null
            : $"refusing to listen on {Bind} without a secret: set gateway.auth.token or gateway.auth.password, or gateway.bind loopback";
    }
}
