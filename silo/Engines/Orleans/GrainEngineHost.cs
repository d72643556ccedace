using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;

namespace Moltbot.Silo.Engines;

/// <summary>Puts the grain engine that this build was made with into a host.</summary>
internal static class GrainEngineHost
{
    /// <summary>The engine's name, as `up` and `test` print it.</summary>
    public const string Name = "orleans";

    private const string Invariant = "Npgsql";

    /// <summary>
    /// Adds the engine. Grain storages are taken from the host's keyed services and the reminder table from its services, where one
    /// process without a table keeps its reminders in memory; membership is kept in PostgreSQL, but for
    /// <see cref="GrainEngineMode.Local"/>, which has one member.
    /// </summary>
    /// <exception cref="ArgumentException">The mode needs PostgreSQL and there is no connection string.</exception>
    public static IHostApplicationBuilder UseGrainEngine(this IHostApplicationBuilder builder, GrainEngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        EngineLog.Quieten(builder, options.Mode);
        builder.Services.AddSingleton<ListExpressionCodec>();
        builder.Services.AddSingleton<IGeneralizedCodec>(static provider => provider.GetRequiredService<ListExpressionCodec>());
        builder.Services.AddSingleton<IGeneralizedCopier>(static provider => provider.GetRequiredService<ListExpressionCodec>());
        if (options.Mode == GrainEngineMode.Client)
        {
            return builder.UseOrleansClient(client => Join(client, options));
        }

        return builder.UseOrleans(silo =>
        {
            silo.AddActivityPropagation();
            AddReminders(silo, options);
            if (options.Mode == GrainEngineMode.Local)
            {
                // One process is its own cluster: nobody else needs its ports, so any free ones on loopback will do.
                silo.UseLocalhostClustering(FreePort(), FreePort(), primarySiloEndpoint: null, options.ServiceId, options.ClusterId);

                // Where the only member stops, no other takes its grains: who calls one is told so at once, instead of holding up the stop for 30 s.
                silo.Configure<SiloMessagingOptions>(static messaging => messaging.PlacementMaxRetries = 0);
            }
            else
            {
                Join(silo, options);
            }
        });
    }

    /// <summary>A table that is registered later counts too: the last registration of a service is the one that is taken.</summary>
    private static void AddReminders(ISiloBuilder silo, GrainEngineOptions options)
    {
        if (options.Mode == GrainEngineMode.Local && !silo.Services.Any(static service => service.ServiceType == typeof(IReminderTable)))
        {
            silo.UseInMemoryReminderService();
        }
        else
        {
            silo.AddReminders();
        }
    }

    private static void Join(IClientBuilder client, GrainEngineOptions options)
    {
        client.AddActivityPropagation();
        client.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (options.ClusterId, options.ServiceId));
        client.UseClusterTls(options.Certificate);
        client.UseAdoNetClustering(adoNet => (adoNet.Invariant, adoNet.ConnectionString) = (Invariant, Connection(options)));

        // How long a gateway serves nobody when every silo that it knows of is lost and others stand: a minute, otherwise.
        client.Configure<GatewayOptions>(static gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
        client.UseConnectionRetryFilter(static async (_, cancellationToken) =>
        {
            // A gateway may start before the first silo, and outlives a time without any.
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken);
            return true;
        });
    }

    private static void Join(ISiloBuilder silo, GrainEngineOptions options)
    {
        IPAddress address = options.AdvertisedAddress ?? IPAddress.Loopback;
        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (options.ClusterId, options.ServiceId));
        silo.UseClusterTls(options.Certificate);
        silo.UseAdoNetClustering(adoNet => (adoNet.Invariant, adoNet.ConnectionString) = (Invariant, Connection(options)));
        silo.ConfigureEndpoints(address, options.SiloPort, options.GatewayPort, listenOnAnyHostAddress: !IPAddress.IsLoopback(address));

        silo.Configure<ClusterMembershipOptions>(static membership =>
        {
            // A killed silo's grains answer again within about 2 s instead of 8 to 12, a hung one's within 17 instead of 63.
            membership.ProbeTimeout = TimeSpan.FromSeconds(1);

            // Two silos have to find a third one dead, unless it has not said for three of these that it lives: who is left when most are
            // lost at once goes on after 15 s instead of 90.
            membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        });
    }

    private static string Connection(GrainEngineOptions options) => options.PostgresConnectionString
        ?? throw new ArgumentException($"Mode {options.Mode} keeps its membership in PostgreSQL and needs a connection string.", nameof(options));

    /// <summary>
    /// A port that was free a moment ago, never the same twice in a process, and below the range from which the system gives ports
    /// to others.
    /// </summary>
    private static int FreePort()
    {
        for (int attempt = 0; ; attempt++)
        {
            int port = Random.Shared.Next(20_000, 30_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                if (Given.TryAdd(port, true))
                {
                    return port;
                }
            }
            catch (SocketException) when (attempt < 100)
            {
                // Taken; another one.
            }
        }
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<int, bool> Given = new();
}
