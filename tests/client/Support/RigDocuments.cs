using System.Collections.Concurrent;
using Moltbot.GrainInterfaces;
using Moltbot.Grains.Tenants;
using Moltbot.Policy.Configuration;

namespace Moltbot.Gateway.Tests.Support;

/// <summary>The operator's file, and the token that no document names.</summary>
internal sealed class RigDocuments(string path) : IConfigurationDocuments, IGatewaySecrets, IConfigurationFile
{
    private int _asked;

    public string Path { get; } = path;

    public string? Token { get; set; } = GatewayRig.Token;

    /// <summary>The tenants whose grain was woken.</summary>
    public ConcurrentBag<string> Woken { get; } = [];

    public IConfigurationFile? FileOf(string tenant)
    {
        Woken.Add(tenant);
        return tenant == TenantId.Default ? this : null;
    }

    public string? SeedOf(string tenant) => null;

    public ConfigLoadOptions OptionsOf(string tenant) => tenant == TenantId.Default ? new() : new() { Tenant = new TenantRestrictions() };

    /// <summary>What the tenant's grain meets when it looks for its secret; null for nothing.</summary>
    public Exception? Trouble { get; set; }

    /// <summary>How often a secret was asked for.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public string? TokenOf(string tenant)
    {
        Interlocked.Increment(ref _asked);
        return Trouble is { } trouble ? throw trouble : tenant == TenantId.Default ? Token : tenant == "acme" ? "mbt_acme_secret" : null;
    }

    public string? PasswordOf(string tenant) => null;

    public async Task<string?> Read(CancellationToken cancellationToken) =>
        File.Exists(Path) ? await File.ReadAllTextAsync(Path, cancellationToken) : null;

    public Task Write(string raw, CancellationToken cancellationToken) => File.WriteAllTextAsync(Path, raw, cancellationToken);
}
