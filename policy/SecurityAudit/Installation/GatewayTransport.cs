namespace Moltbot.Policy.SecurityAudit.Installation;

/// <summary>Whether what goes to and from the gateway can be read on the way.</summary>
internal static class GatewayTransport
{
    private const string Id = "gateway.bind";

    public static IEnumerable<AuditFinding> Check(AuditSubject subject)
    {
        var (bind, isEncrypted) = (subject.Bind, subject.IsEncrypted);
        var gateway = subject.Document.Gateway;
        if (IsReadable(bind, isEncrypted))
        {
            yield return Readable(subject.Start is null ? $"gateway.bind is {bind} and gateway.tls is off" : $"the gateway was started with bind {bind} and without TLS");
        }
        else if (subject.Start is not null && IsReadable(gateway.Bind ?? "loopback", gateway.Tls.Enabled))
        {
            yield return Readable($"gateway.bind is {gateway.Bind} and gateway.tls is off, which counts from the next start without --bind on");
        }
        else if (subject.Start is not null)
        {
            yield return AuditFinding.Ok(Id, bind switch
            {
                "loopback" or "auto" => "the gateway listens on this machine only",
                _ when isEncrypted => $"gateway.bind is {bind}, with TLS",
                _ => "the gateway listens on this machine and its tailnet, which is encrypted",
            });
        }
    }

    private static bool IsReadable(string bind, bool isEncrypted) => !isEncrypted && bind is not ("loopback" or "auto" or "tailnet");

    private static AuditFinding Readable(string why) => AuditFinding.Warn(
        "gateway.bind_no_tls", "The gateway speaks to the network without TLS",
        $"{why}: tokens and chats can be read on the way", "set gateway.tls.enabled, or reach it through a VPN or a TLS proxy alone");
}
