using Moltbot.GrainInterfaces;
using Moltbot.Grains.Tenants;
using Moltbot.Policy.Configuration;

namespace Moltbot.Gateway.Tests.Support;

/// <summary>The operator's file, and the token that no document names.</summary>
internal sealed class RigDocuments(string path) : IConfigurationDocuments, IGatewaySecrets, IConfigurationFile
{
    public string Path { get; } = path;

    public string? Token { get; set; } = GatewayRig.Token;

    public IConfigurationFile? FileOf(string tenant) => tenant == TenantId.Default ? this : null;

    public string? SeedOf(string tenant) => null;

    public ConfigLoadOptions OptionsOf(string tenant) => tenant == TenantId.Default ? new() : new() { Tenant = new TenantRestrictions() };

    public string? TokenOf(string tenant) => tenant == TenantId.Default ? Token : tenant == "acme" ? "mbt_acme_secret" : null;

    public string? PasswordOf(string tenant) => null;

    public async Task<string?> Read(CancellationToken cancellationToken) =>
        File.Exists(Path) ? await File.ReadAllTextAsync(Path, cancellationToken) : null;

    public Task Write(string raw, CancellationToken cancellationToken) => File.WriteAllTextAsync(Path, raw, cancellationToken);
}
