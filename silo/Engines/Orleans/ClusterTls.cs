using Orleans.Configuration;
using Orleans.Hosting;

namespace Moltbot.Silo.Engines;

/// <summary>
/// TLS between members of a cluster. Orleans' own package for it (Microsoft.Orleans.Connections.Security) is missing where its others
/// can be had, so its connections go through <see cref="MemberTls"/>.
/// </summary>
internal static class ClusterTls
{
    public static void UseClusterTls(this ISiloBuilder silo, ClusterCertificate? certificate)
    {
        if (certificate is null)
        {
            return;
        }

        silo.Configure<SiloConnectionOptions>(connections =>
        {
            connections.ConfigureSiloInboundConnection(connection => MemberTls.Accept(connection, certificate));
            connections.ConfigureGatewayInboundConnection(connection => MemberTls.Accept(connection, certificate));
            connections.ConfigureSiloOutboundConnection(connection => MemberTls.Connect(connection, certificate));
        });
    }

    public static void UseClusterTls(this IClientBuilder client, ClusterCertificate? certificate)
    {
        if (certificate is not null)
        {
            client.Configure<ClientConnectionOptions>(connections =>
                connections.ConfigureConnection(connection => MemberTls.Connect(connection, certificate)));
        }
    }
}
