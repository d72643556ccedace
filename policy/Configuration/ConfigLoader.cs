using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Json5;
using Moltbot.Policy.Configuration.Legacy;
using Moltbot.Policy.Configuration.Loading;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration;

/// <summary>From text to a usable document: JSON5, includes, <c>env</c>, <c>${VAR}</c>, schema, defaults; in this order.</summary>
public static class ConfigLoader
{
    private static readonly IReadOnlyDictionary<string, string> NoVariables = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Loads a document. Never throws for a bad text: the snapshot then has issues and no document.</summary>
    public static ConfigSnapshot Load(ConfigSource source, ConfigLoadOptions options)
    {
        if (source.Raw is null)
            return Judge(source, options, new JsonObject(), new JsonObject(), NoVariables);
        JsonNode? parsed;
        try
        {
            parsed = Json5Parser.Parse(source.Raw);
        }
        catch (Json5Exception problem)
        {
            return Refused(source, null, [new ConfigIssue("", $"JSON5 parse failed: {problem.Display}")]);
        }
        if (options.Tenant is { } tenant && TenantCheck.Find(parsed, tenant) is { Count: > 0 } forbidden)
            return Refused(source, parsed, forbidden);
        try
        {
            var resolved = new IncludeResolver(source.Path, options.ReadFile).Resolve(parsed);
            var variables = EnvironmentBlock.Additions(EnvironmentBlock.Read(resolved), options.Environment);
            var complete = VariableSubstitution.Apply(resolved, name => Variable(name, variables, options.Environment));
            return Judge(source, options, parsed, complete, variables);
        }
        catch (ConfigLoadException problem)
        {
            return Refused(source, parsed, [new ConfigIssue(problem.Path, problem.Message)]);
        }
    }

    private static string? Variable(string name, IReadOnlyDictionary<string, string> own, IReadOnlyDictionary<string, string> environment) =>
        own.TryGetValue(name, out var value) || environment.TryGetValue(name, out value) ? value : null;

    private static ConfigSnapshot Judge(
        ConfigSource source, ConfigLoadOptions options, JsonNode? parsed, JsonNode? complete, IReadOnlyDictionary<string, string> variables)
    {
        var (config, issues) = ConfigValidator.Validate(complete, options, additions: true);
        IReadOnlyList<ListedNames.Name> names = [.. ListedNames.Find(complete)];
        if (config is null)
            return Refused(source, parsed, issues) with { LegacyIssues = LegacyKeys.Find(complete), Names = names };
        var warnings = ConfigWarnings.Find(complete, names);
        ConfigDefaults.ApplyOnLoad(config);
        HomePaths.Expand(config, options.HomeDirectory);
        var hash = ConfigHash.Of(source.Raw);
        return new ConfigSnapshot
        {
            Path = source.Path,
            Exists = source.Raw is not null,
            Raw = source.Raw,
            Parsed = parsed,
            Config = new ConfigDocument(config, source.Raw ?? "", hash, options.Version),
            Hash = hash,
            Issues = [],
            Warnings = warnings,
            LegacyIssues = [],
            Environment = variables,
            Names = names,
        };
    }

    private static ConfigSnapshot Refused(ConfigSource source, JsonNode? parsed, IReadOnlyList<ConfigIssue> issues) => new()
    {
        Path = source.Path,
        Exists = source.Raw is not null,
        Raw = source.Raw,
        Parsed = parsed,
        Config = null,
        Hash = ConfigHash.Of(source.Raw),
        Issues = issues,
        Warnings = [],
        LegacyIssues = [],
        Environment = NoVariables,
        Names = [.. ListedNames.Find(parsed)],
    };
}
