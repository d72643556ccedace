using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Legacy;
using Moltbot.Policy.Configuration.Loading;
using Moltbot.Policy.Configuration.Schema;
using Moltbot.Policy.Configuration.Schema.Checks;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration;

/// <summary>Judges a document and completes a valid one.</summary>
internal static class ConfigValidator
{
    /// <summary>
    /// The completed document, or the issues. With <paramref name="additions"/> this project's own keys count too; without,
    /// the verdict is the original's.
    /// </summary>
    public static (JsonObject? Config, IReadOnlyList<ConfigIssue> Issues) Validate(JsonNode? document, ConfigLoadOptions options, bool additions)
    {
        if (LegacyKeys.Find(document) is { Count: > 0 } legacy)
            return (null, legacy);
        var copy = document?.DeepClone();
        if (additions && copy is JsonObject seeds)
            SeedForms.Rewrite(seeds);
        var inspection = new Inspection(additions);
        var result = ConfigSchema.Document.Apply(copy, "", inspection);
        if (inspection.Count > 0 || result is not JsonObject config)
            return (null, inspection.Issues);
        if (AgentFolders.Check(config, options) is { } shared)
            return (null, [shared]);
        if (AvatarPaths.Check(config).ToList() is { Count: > 0 } avatars)
            return (null, avatars);
        ConfigDefaults.Apply(config);
        return (config, []);
    }
}
