using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Conformance.Adapters.Configuration;
using Moltbot.Policy.Hooks;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>hooks, as far as the configuration goes: whether they can be served, where and behind which secret.</summary>
public sealed class HooksArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions => [new("resolveHooksConfig", Config)];

    public IEnumerable<Difference> Differences => [];

    private static JsonNode? Config(JsonElement input)
    {
        // The original's own tests give the document as the first argument.
        var document = input.TryGetProperty("args", out var arguments) ? arguments[0] : input.Get("config");
        var (config, problem) = HooksConfig.Read(ConfigInput.Section(document).Section("hooks"));
        return problem is not null ? throw new InvalidOperationException(problem)
            : config is null ? null
            : new JsonObject
            {
                ["basePath"] = config.BasePath,
                ["token"] = config.Token,
                ["maxBodyBytes"] = config.MaxBodyBytes,
                ["mappings"] = config.Mappings,
            };
    }
}
