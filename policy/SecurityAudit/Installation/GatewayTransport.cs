namespace Moltbot.Policy.SecurityAudit.Installation;

/// <summary>Whether what goes to and from the gateway can be read on the way.</summary>
internal static class GatewayTransport
{
    public static IEnumerable<AuditFinding> Check(AuditSubject subject)
    {
        const string id = "gateway.bind";
        var isEncrypted = subject.Document.Gateway.Tls.Enabled;
        yield return subject.Bind switch
        {
            "loopback" or "auto" => AuditFinding.Ok(id, "the gateway listens on this machine only"),
            _ when isEncrypted => AuditFinding.Ok(id, $"gateway.bind is {subject.Bind}, with TLS"),
            "tailnet" => AuditFinding.Ok(id, "the gateway listens on this machine and its tailnet, which is encrypted"),
            var bind => AuditFinding.Warn(
                "gateway.bind_no_tls", "The gateway speaks to the network without TLS",
                $"gateway.bind is {bind} and gateway.tls is off: tokens and chats can be read on the way", "set gateway.tls.enabled, or reach it through a VPN or a TLS proxy alone"),
        };
    }
}
