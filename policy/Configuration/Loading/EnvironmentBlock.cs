using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Loading;

/// <summary>The <c>env</c> block: variables that the document itself sets, where the environment has none.</summary>
internal static class EnvironmentBlock
{
    public static IReadOnlyDictionary<string, string> Read(JsonNode? document)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        if (document is not JsonObject root || root["env"] is not JsonObject env)
            return variables;
        if (env["vars"] is JsonObject vars)
        {
            foreach (var (name, value) in vars)
            {
                if (Kinds.Text(value) is { Length: > 0 } text)
                    variables[name] = text;
            }
        }
        foreach (var (name, value) in env)
        {
            if (Kinds.Text(value) is { } text && !string.IsNullOrWhiteSpace(text))
                variables[name] = text;
        }
        return variables;
    }

    /// <summary>What of it takes effect: names that the environment does not set.</summary>
    public static IReadOnlyDictionary<string, string> Additions(IReadOnlyDictionary<string, string> block, IReadOnlyDictionary<string, string> environment) =>
        block.Where(entry => !environment.TryGetValue(entry.Key, out var set) || string.IsNullOrWhiteSpace(set))
            .ToDictionary(StringComparer.Ordinal);
}
