using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Channels.Hosting;
using Moltbot.Gateway.Hosting;
using Moltbot.Gateway.Http;
using Moltbot.Gateway.Http.ProxyProtocol;
using Moltbot.Gateway.Logs;
using Moltbot.GrainInterfaces;
using Moltbot.Grains;
using Moltbot.Grains.Tenants;
using Moltbot.Grains.Workspaces;
using Moltbot.Models;
using Moltbot.Policy;
using Moltbot.Policy.Addresses;
using Moltbot.Silo.Engines;
using Moltbot.Storage;
using Moltbot.Storage.Grains;
using Moltbot.Storage.Reminders;
using Orleans.Storage;

namespace Moltbot.Silo.Up;

/// <summary>Puts the parts together: engine, stores, grains, models, gateway, as the role asks.</summary>
internal static class Composition
{
    public static WebApplication Build(
        UpOptions options, StateFolder state, ConfigurationFile file, ListenAddresses listen, GatewaySecrets? secrets)
    {
        // The host would watch its content root for changed settings: the folder in which the database is written.
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = state.Path, Args = ["--hostBuilder:reloadConfigOnChange=false"] });
        builder.Configuration.AddEnvironmentVariables("MOLTBOT_HOST_");
        Logging(builder, state);
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.UseGrainEngine(new GrainEngineOptions
        {
            Mode = options.Role switch
            {
                UpRole.Silo => GrainEngineMode.Cluster,
                UpRole.Gateway => GrainEngineMode.Client,
                _ => GrainEngineMode.Local,
            },
            ClusterId = options.ClusterId,
            ServiceId = "moltbot",
            PostgresConnectionString = options.Postgres,
            SiloPort = options.SiloPort,
            GatewayPort = options.ClientPort,
            AdvertisedAddress = options.Advertise,
            Certificate = MemberCertificate.Of(options),
        });
        if (secrets is not null)
        {
            Grains(builder.Services, options, state, file, secrets);
        }

        if (options.Role == UpRole.Silo)
        {
            builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
            return builder.Build();
        }

        string gatewayId = GatewayIds.ForStart(GatewayName(options, listen));
        builder.Services.AddMoltbotGateway(new GatewayOptions
        {
            GatewayId = gatewayId,
            Version = ProductVersion.Text,
            StateDirectory = options.Role == UpRole.All ? state.Path : null,
            ConfigPath = options.Role == UpRole.All ? file.Path : null,
            TenantsByHost = options.TenantsByHost,
        });
        builder.Services.AddChannels(new ChannelHostOptions { GatewayId = gatewayId });
        GatewayTls? tls = Tls(listen, state);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            foreach (var address in listen.Addresses)
            {
                kestrel.Listen(address, listen.Port, endpoint =>
                {
                    ProxyProtocolNotice.Watch(endpoint);
                    if (tls is not null)
                    {
                        endpoint.UseHttps(tls.Options);
                    }
                });
            }
        });
        if (tls is not null)
        {
            builder.Services.AddSingleton(tls);
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        WebApplication app = builder.Build();
        app.MapMoltbotGateway();
        app.MapTelegramWebhook();
        return app;
    }

    private static GatewayTls? Tls(ListenAddresses listen, StateFolder state)
    {
        try
        {
            return GatewayTls.Load(listen.Tls, state.Path, [Environment.MachineName], TimeProvider.System);
        }
        catch (Exception problem) when (problem is InvalidOperationException or CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new StartException(Program.Configuration, $"gateway.tls: {problem.Message}");
        }
    }

    /// <summary>A name no other running gateway has: the state folder's lock sees to it, or the port; a free port is nobody's twice.</summary>
    private static string GatewayName(UpOptions options, ListenAddresses listen) => options switch
    {
        { GatewayId: { } given } => given,
        { Role: UpRole.All, Postgres: null } => "local",
        _ when listen.Port != 0 => $"{Environment.MachineName}:{listen.Port}",
        _ => $"{Environment.MachineName}:{Guid.NewGuid():N}",
    };

    private static void Grains(IServiceCollection services, UpOptions options, StateFolder state, ConfigurationFile file, GatewaySecrets secrets)
    {
        services.AddMoltbotStorage(new StorageOptions
        {
            StatePath = state.Path,
            PostgresConnectionString = options.Postgres,
            IncludeOrleansSchema = options.Postgres is not null && GrainEngineHost.Name == "orleans",
            SqliteSynchronous = options.FsyncNormal ? SqliteSynchronous.Normal : SqliteSynchronous.Full,
            MasterKey = Environment.GetEnvironmentVariable("MOLTBOT_MASTER_KEY"),
        });
        services.TryAddKeyedSingleton<IGrainStorage>(TenantGrain.Store, static (provider, _) => provider.GetRequiredService<SealedGrainStorage>());
        services.AddSingleton<IReminderTable>(static provider => provider.GetRequiredService<ReminderTable>());
        services.AddMoltbotModels(PublicDestination.Allows);
        services.AddSingleton(new WorkspaceOptions { AreStored = options.StoresWorkspaces });
        services.AddMoltbotGrains();
        services.AddSingleton(state);
        services.AddSingleton(file);
        services.AddSingleton<IGatewaySecrets>(secrets);
        if (options.Role == UpRole.All)
        {
            services.AddSingleton<IConfigurationDocuments, FileConfigurationDocuments>();
            services.AddHostedService<ConfigurationWatcher>();
        }
        else
        {
            services.AddSingleton<IConfigurationDocuments>(new RowConfigurationDocuments(file));
        }
    }

    private static void Logging(WebApplicationBuilder builder, StateFolder state)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddRedactedConsole();
        builder.Logging.AddTenantLogs(new TenantLogOptions { Directory = Path.Combine(state.Path, "logs") });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Moltbot", LogLevel.Information);

        // A start that fails is told to the person who started it, in a sentence; what stops a running host is critical.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
    }
}
