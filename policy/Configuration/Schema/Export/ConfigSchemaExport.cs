using System.Globalization;
using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration.Schema.Export;

/// <summary>What <c>config.schema</c> answers: the schema for tools and the hints that make a form of it.</summary>
public static class ConfigSchemaExport
{
    /// <param name="version">The program's version.</param>
    /// <param name="generatedAt">When the answer is given.</param>
    public static JsonObject Build(string version, DateTimeOffset generatedAt) => new()
    {
        ["schema"] = Schema(),
        ["uiHints"] = FormHints.Build(ConfigSchema.Document),
        ["version"] = version,
        ["generatedAt"] = generatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
    };

    private static JsonObject Schema()
    {
        var schema = ConfigSchema.Document.Describe();
        schema["$schema"] = "http://json-schema.org/draft-07/schema#";
        schema["title"] = "MoltbotConfig";
        return schema;
    }
}
