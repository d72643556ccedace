using Moltbot.Grains.Tenants;
using Moltbot.Policy.Configuration;

namespace Moltbot.Grains.Tests.Sessions.Support;

/// <summary>One configuration for every tenant, changed by the test.</summary>
internal sealed class FixedConfigurations : ITenantConfigurations
{
    private TenantConfiguration _current = new(1, ConfigDocument.Empty);

    public void Set(string json)
    {
        ConfigSnapshot snapshot = ConfigLoader.Load(new ConfigSource("test.json", json), new ConfigLoadOptions());
        snapshot.Valid.ShouldBeTrue(string.Join("; ", snapshot.Issues));
        _current = new TenantConfiguration(_current.Version + 1, snapshot.Config!);
    }

    /// <summary>What asking for the configuration waits for.</summary>
    public Func<Task>? OnGet { get; set; }

    public async ValueTask<TenantConfiguration> Get(string tenant)
    {
        await (OnGet?.Invoke() ?? Task.CompletedTask);
        return _current;
    }

    public void Invalidate(string tenant)
    {
    }
}
