using Microsoft.Extensions.DependencyInjection;
using Moltbot.Storage.Migrations;
using Moltbot.TestSupport.Time;

namespace Moltbot.Storage.Tests.Support;

/// <summary>A migrated database for the tests of one class; each test takes a tenant of its own.</summary>
public abstract class StorageFixture : IAsyncLifetime
{
    private readonly List<ServiceProvider> providers = [];

    public ManualTime Clock { get; } = new();

    public string StatePath { get; } = Directory.CreateTempSubdirectory("moltbot-storage-").FullName;

    /// <summary>Set when the database is not to be had here.</summary>
    public string? SkipReason { get; protected set; }

    internal IServiceProvider Services { get; private set; } = null!;

    public static string NewTenant() => $"t{Guid.NewGuid():N}";

    /// <summary>A second process, so to speak: caches and connections of its own over the same database.</summary>
    public IServiceProvider Open(Func<StorageOptions, StorageOptions>? change = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddMoltbotStorage(change is null ? Options : change(Options));
        var provider = services.BuildServiceProvider();
        providers.Add(provider);
        return provider;
    }

    public T Get<T>()
        where T : notnull
    {
        Assert.SkipWhen(SkipReason is not null, SkipReason ?? "");
        return Services.GetRequiredService<T>();
    }

    public async ValueTask InitializeAsync()
    {
        await StartAsync();
        if (SkipReason is null)
        {
            Services = Open();
            await Services.GetRequiredService<IMigrator>().MigrateAsync(TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in providers)
        {
            await provider.DisposeAsync();
        }

        Directory.Delete(StatePath, recursive: true);
        GC.SuppressFinalize(this);
    }

    public abstract StorageOptions Options { get; }

    protected abstract Task StartAsync();
}
