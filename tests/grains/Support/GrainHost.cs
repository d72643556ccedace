using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Grains.Tenants;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Models;
using Moltbot.Policy.Addresses;
using Moltbot.Policy.Configuration;
using Moltbot.Silo.Engines;
using Moltbot.Storage;
using Moltbot.Storage.Grains;
using Moltbot.Storage.Migrations;
using Moltbot.Storage.Reminders;
using Moltbot.TestSupport.Time;
using Orleans.Storage;

namespace Moltbot.Grains.Tests.Support;

/// <summary>All grains as the silo runs them, over SQLite in a folder, with documents that the test writes.</summary>
internal sealed class GrainHost : IAsyncDisposable
{
    private readonly IHost _host;

    private GrainHost(IHost host, TestDocuments documents)
    {
        _host = host;
        Documents = documents;
        Grains = host.Services.GetRequiredService<IGrainFactory>();
    }

    public TestDocuments Documents { get; }

    public IGrainFactory Grains { get; }

    public EventLog Events { get; } = new();

    /// <summary>Fails writes of grains' rows.</summary>
    public RowFault Rows { get; private init; } = null!;

    public IServiceProvider Services => _host.Services;

    /// <param name="folder">Where they store.</param>
    /// <param name="config">The operator's document.</param>
    /// <param name="time">The clock, see <see cref="PromptTime.For"/>; when left out, one that stands still.</param>
    /// <param name="more">Changes the services.</param>
    public static async Task<GrainHost> Start(string folder, string? config = null, TimeProvider? time = null, Action<IServiceCollection>? more = null)
    {
        var documents = new TestDocuments(Path.Combine(folder, "moltbot.json"));
        if (config is not null)
        {
            File.WriteAllText(documents.Path, config);
        }

        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        IServiceCollection services = builder.Services;
        services.AddTestClock(PromptTime.For(time));
        services.AddMoltbotStorage(new StorageOptions { StatePath = folder, SqliteSynchronous = SqliteSynchronous.Normal });
        var rows = new RowFault();
        services.AddKeyedSingleton<IGrainStorage>(TenantGrain.Store, (provider, _) => rows.Over(provider.GetRequiredService<SealedGrainStorage>()));
        services.AddSingleton<IReminderTable>(static provider => provider.GetRequiredService<ReminderTable>());
        services.AddMoltbotModels(PublicDestination.Allows);
        services.AddSingleton<IConfigurationDocuments>(documents);
        services.AddSingleton<IGatewaySecrets>(documents);
        services.AddMoltbotGrains();
        more?.Invoke(services);
        builder.UseGrainEngine(new GrainEngineOptions());
        IHost host = builder.Build();
        await host.Services.GetRequiredService<IMigrator>().MigrateAsync();
        await host.StartAsync();
        var silo = new GrainHost(host, documents) { Rows = rows };
        CallerContext.Use(CallerClaim.ForGateway(TenantId.Default, "test"));
        await silo.Grains.GetGrain<ITenantEventsGrain>(TenantId.Default).Subscribe("test", silo.Grains.CreateObjectReference<IGatewayObserver>(silo.Events));
        return silo;
    }

    /// <summary>A grain called as a gateway.</summary>
    public T AsGateway<T>(GrainKey key, string? tenant = null)
        where T : IGrainWithStringKey => As<T>(key, CallerClaim.ForGateway(tenant ?? key.Tenant, "test"));

    /// <summary>A grain called as another grain.</summary>
    public T AsGrain<T>(GrainKey key)
        where T : IGrainWithStringKey => As<T>(key, CallerClaim.ForGrain(key.Tenant));

    /// <summary>A grain called as an operator with scopes.</summary>
    public T AsOperator<T>(GrainKey key, params string[] scopes)
        where T : IGrainWithStringKey =>
        As<T>(key, new CallerClaim { Tenant = key.Tenant, Principal = "test operator", Role = CallerRole.Operator, Scopes = scopes });

    /// <summary>A grain called with a claim.</summary>
    public T As<T>(GrainKey key, CallerClaim claim)
        where T : IGrainWithStringKey
    {
        CallerContext.Use(claim);
        return Grains.GetGrain<T>(key.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        using (_host)
        {
            await _host.StopAsync();
        }
    }

    /// <summary>The operator's file, and a token that no document names.</summary>
    internal sealed class TestDocuments(string path) : IConfigurationDocuments, IGatewaySecrets, IConfigurationFile
    {
        public string Path { get; } = path;

        public string? Token { get; set; } = "the operator's token";

        public IConfigurationFile? FileOf(string tenant) => tenant == TenantId.Default ? this : null;

        public string? SeedOf(string tenant) => null;

        public ConfigLoadOptions OptionsOf(string tenant) => tenant == TenantId.Default ? new() : new() { Tenant = new TenantRestrictions() };

        public string? TokenOf(string tenant) => tenant == TenantId.Default ? Token : null;

        public string? PasswordOf(string tenant) => null;

        public async Task<string?> Read(CancellationToken cancellationToken) =>
            File.Exists(Path) ? await File.ReadAllTextAsync(Path, cancellationToken) : null;

        public Task Write(string raw, CancellationToken cancellationToken) => File.WriteAllTextAsync(Path, raw, cancellationToken);
    }
}
