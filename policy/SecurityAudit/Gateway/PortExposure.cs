using Moltbot.Policy.Devices;
using Moltbot.Policy.SecurityAudit.Installation;

namespace Moltbot.Policy.SecurityAudit.Gateway;

/// <summary>Who can reach the gateway's port, and what they need there.</summary>
internal static class PortExposure
{
    public const string ProxiesMissing = "gateway.trusted_proxies_missing";
    public const string TokenTooShort = "gateway.token_too_short";

    /// <summary>The fewest characters of a token.</summary>
    public const int EnoughCharacters = 24;

    public static IEnumerable<AuditFinding> Check(AuditSubject subject)
    {
        var gateway = subject.Document.Gateway;
        var isLoopback = subject.Bind == "loopback";
        if (!isLoopback && !subject.HasSecret)
        {
            yield return AuditFinding.Critical(
                "gateway.bind_no_auth", "The gateway is open to the network without a secret",
                $"gateway.bind is {subject.Bind}, and there is neither a token nor a password", "set gateway.auth.token, or gateway.bind to loopback");
        }

        if (isLoopback && gateway.ControlUi.Enabled && gateway.TrustedProxies.Count == 0)
        {
            yield return AuditFinding.Warn(
                ProxiesMissing, "No proxy is trusted",
                "gateway.bind is loopback and gateway.trustedProxies is empty: behind a reverse proxy, everybody has the proxy's address, also for the limits on guessing",
                "set gateway.trustedProxies to the proxy's addresses; without a proxy there is nothing to do");
        }

        if (isLoopback && gateway.ControlUi.Enabled && !subject.HasSecret && !AllowsTailscale(subject))
        {
            yield return AuditFinding.Critical(
                "gateway.loopback_no_auth", "The gateway has no secret",
                "gateway.bind is loopback, and there is neither a token nor a password: whoever reaches this machine's ports, through a proxy perhaps, is let in",
                "set gateway.auth.token");
        }

        foreach (var finding in Tailscale(gateway.TailscaleMode).Concat(ControlUi(subject)))
        {
            yield return finding;
        }

        if (subject.Secret.Mode == GatewayAuthMode.Token && subject.KnownSecret is { Length: < EnoughCharacters } token)
        {
            yield return AuditFinding.Warn(
                TokenTooShort, "The gateway token is short",
                $"the gateway token from {subject.SecretSource} has {token.Length} characters, fewer than {EnoughCharacters}", SecretStrength.Remedy);
        }
    }

    private static bool AllowsTailscale(AuditSubject subject)
    {
        var gateway = subject.Document.Gateway;
        return gateway.TailscaleMode == "serve" && gateway.Auth.Settings.AllowsTailscale(subject.Secret.Mode, gateway.TailscaleMode);
    }

    private static IEnumerable<AuditFinding> Tailscale(string mode)
    {
        if (mode == "funnel")
        {
            yield return AuditFinding.Critical(
                "gateway.tailscale_funnel", "Tailscale Funnel puts the gateway on the internet",
                "gateway.tailscale.mode is funnel: everybody can reach the gateway", "set gateway.tailscale.mode to serve (your tailnet only) or off");
        }
        else if (mode == "serve")
        {
            yield return AuditFinding.Info(
                "gateway.tailscale_serve", "Tailscale Serve shows the gateway to your tailnet", "gateway.tailscale.mode is serve: machines of your tailnet can reach the gateway");
        }
    }

    private static IEnumerable<AuditFinding> ControlUi(AuditSubject subject)
    {
        var ui = subject.Document.Gateway.ControlUi;
        if (ui.AllowInsecureAuth)
        {
            yield return AuditFinding.Critical(
                "gateway.control_ui.insecure_auth", "Browsers need no device identity over HTTP",
                "gateway.controlUi.allowInsecureAuth lets browsers in by the secret alone, also unencrypted", "moltbot config unset gateway.controlUi.allowInsecureAuth");
        }

        if (ui.DangerouslyDisableDeviceAuth)
        {
            yield return AuditFinding.Critical(
                "gateway.control_ui.device_auth_disabled", "Browsers need no device identity",
                "gateway.controlUi.dangerouslyDisableDeviceAuth lets browsers in by the secret alone", "moltbot config unset gateway.controlUi.dangerouslyDisableDeviceAuth");
        }
    }
}
