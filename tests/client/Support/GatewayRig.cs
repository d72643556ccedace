using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Hosting;
using Moltbot.Gateway.Logs;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Grains;
using Moltbot.Grains.Tenants;
using Moltbot.Models;
using Moltbot.Policy.Addresses;
using Moltbot.Silo.Engines;
using Moltbot.Storage;
using Moltbot.Storage.Grains;
using Moltbot.Storage.Migrations;
using Moltbot.Storage.Reminders;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Time;
using Orleans.Storage;

namespace Moltbot.Gateway.Tests.Support;

/// <summary>A gateway as the silo hosts it, on a port of its own, over the real grains and SQLite in a folder of its own.</summary>
internal sealed class GatewayRig : IAsyncDisposable
{
    public const string Token = "the shared token";

    private readonly string _folder;
    private readonly WebApplication _app;

    private GatewayRig(WebApplication app, string folder, RigDocuments documents)
    {
        _app = app;
        _folder = folder;
        Documents = documents;
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Url = new Uri(address.Replace("http://", "ws://", StringComparison.Ordinal));
    }

    public Uri Url { get; }

    /// <summary>Where HTTP requests go.</summary>
    public Uri HttpUrl => new(Url.AbsoluteUri.Replace("ws://", "http://", StringComparison.Ordinal));

    public RigDocuments Documents { get; }

    public IServiceProvider Services => _app.Services;

    /// <param name="config">The operator's configuration document.</param>
    /// <param name="time">The clock, see <see cref="PromptTime.For"/>; when left out, one that stands still.</param>
    /// <param name="change">Changes the gateway's options.</param>
    /// <param name="calls">Stands before every call of a grain.</param>
    public static async Task<GatewayRig> Start(
        string config = "{}", TimeProvider? time = null, Func<GatewayOptions, GatewayOptions>? change = null, IIncomingGrainCallFilter? calls = null)
    {
        string folder = Directory.CreateTempSubdirectory("moltbot-gateway-").FullName;
        var documents = new RigDocuments(Path.Combine(folder, "moltbot.json"));
        await File.WriteAllTextAsync(documents.Path, config);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Logging.AddTenantLogs(new TenantLogOptions { Directory = Path.Combine(folder, "logs") });
        IServiceCollection services = builder.Services;
        services.AddTestClock(PromptTime.For(time));
        services.AddMoltbotStorage(new StorageOptions { StatePath = folder, SqliteSynchronous = SqliteSynchronous.Normal });
        services.AddKeyedSingleton<IGrainStorage>(TenantGrain.Store, static (provider, _) => provider.GetRequiredService<SealedGrainStorage>());
        services.AddSingleton<IReminderTable>(static provider => provider.GetRequiredService<ReminderTable>());
        services.AddMoltbotModels(PublicDestination.Allows);
        services.AddSingleton<IConfigurationDocuments>(documents);
        services.AddSingleton<IGatewaySecrets>(documents);
        services.AddMoltbotGrains();
        if (calls is not null)
        {
            services.AddSingleton(calls);
        }

        builder.UseGrainEngine(new GrainEngineOptions());
        var options = new GatewayOptions { GatewayId = "test-gateway", Version = "2026.1.30", HostName = "rig" };
        services.AddMoltbotGateway(change?.Invoke(options) ?? options);
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        await app.Services.GetRequiredService<IMigrator>().MigrateAsync();
        app.MapMoltbotGateway();
        await app.StartAsync();
        return new GatewayRig(app, folder, documents);
    }

    /// <summary>A connected client; the shared token is sent unless the options say otherwise.</summary>
    public Task<GatewayTestClient> Connect(ConnectOptions? options = null, IReadOnlyDictionary<string, string>? headers = null) =>
        GatewayTestClient.ConnectAsync(Url, options ?? new ConnectOptions { Token = Token }, headers: headers);

    /// <summary>A socket that has not connected yet.</summary>
    public Task<GatewayTestClient> Open(IReadOnlyDictionary<string, string>? headers = null) =>
        GatewayTestClient.OpenAsync(Url, headers: headers);

    /// <summary>A grain, called as a gateway would.</summary>
    public TGrain AsGateway<TGrain>(GrainKey key)
        where TGrain : IGrainWithStringKey
    {
        CallerContext.Use(CallerClaim.ForGateway(key.Tenant, "test"));
        return Services.GetRequiredService<IGrainFactory>().GetGrain<TGrain>(key.ToString());
    }

    public Task Stop() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await using (_app)
        {
            await _app.StopAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
