using System.Collections;
using Moltbot.GrainInterfaces;
using Moltbot.Grains.Tenants;
using Moltbot.Policy.Configuration;

namespace Moltbot.Silo.Up;

/// <summary>The default tenant is the operator: its document is a file, and may include files and name variables.</summary>
internal sealed class FileConfigurationDocuments(ConfigurationFile file, StateFolder state) : IConfigurationDocuments
{
    /// <summary>Made once: a process's variables do not change, and the options are asked for in every turn.</summary>
    private readonly ConfigLoadOptions _operator = new()
    {
        ReadFile = static path => File.Exists(path) ? File.ReadAllText(path) : null,
        Environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(static entry => (string)entry.Key, static entry => (string?)entry.Value ?? "", StringComparer.Ordinal),
        HomeDirectory = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        StateDirectory = state.Path,
    };

    public IConfigurationFile? FileOf(string tenant) => tenant == TenantId.Default ? file : null;

    public string? SeedOf(string tenant) => null;

    public ConfigLoadOptions OptionsOf(string tenant) => tenant == TenantId.Default
        ? _operator
        : new() { Tenant = new TenantRestrictions { TokenPrefix = TenantToken.PrefixOf(tenant) } };
}
