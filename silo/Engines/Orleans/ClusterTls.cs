using System.Security.Authentication;
using Orleans.Connections.Security;
using Orleans.Hosting;

namespace Moltbot.Silo.Engines;

/// <summary>TLS 1.3 between members of a cluster; either side shows a certificate and judges the other's.</summary>
internal static class ClusterTls
{
    /// <summary>TLS wants a name to ask for; it is compared with nothing.</summary>
    private const string Name = "moltbot-cluster";

    public static void UseClusterTls(this ISiloBuilder silo, ClusterCertificate? certificate)
    {
        if (certificate is not null)
        {
            silo.UseTls(options => Set(options, certificate));
        }
    }

    public static void UseClusterTls(this IClientBuilder client, ClusterCertificate? certificate)
    {
        if (certificate is not null)
        {
            client.UseTls(options => Set(options, certificate));
        }
    }

    private static void Set(TlsOptions options, ClusterCertificate certificate)
    {
        options.LocalCertificate = certificate.Own;
        options.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.RemoteCertificateValidation = (other, _, _) => certificate.Admits(other);
        options.SslProtocols = SslProtocols.Tls13;
        options.OnAuthenticateAsClient = static (_, handshake) => handshake.TargetHost = Name;
    }
}
