using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Models;

namespace Moltbot.Conformance.Adapters.Configuration;

/// <summary>models_auth: model references and aliases, the order of credentials.</summary>
public sealed class ModelsArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("normalizeProviderId", static input => ProviderIds.Normalize(CaseInput.AsText(input.Argument("provider", 0)))),
        new("modelKey", static input => new ModelReference(
            CaseInput.AsText(input.Argument("provider", 0)) ?? "", CaseInput.AsText(input.Argument("model", 1)) ?? "").Key),
        new("parseModelRef", static input => Model(ModelReference.Parse(
            CaseInput.AsText(input.Argument("raw", 0)), CaseInput.AsText(input.Argument("defaultProvider", 1)) ?? ""))),
        new("buildModelAliasIndex", static input => Index(Aliases(input))),
        new("resolveModelRefFromString", static input => Resolved(
            Aliases(input).Resolve(CaseInput.AsText(input.Member("raw")), CaseInput.AsText(input.Member("defaultProvider")) ?? ""))),
        new("resolveConfiguredModelRef", static input => Model(ModelSelection.Default(
            ConfigInput.Agents(input.Member("config") ?? input.Member("cfg")).Defaults,
            CaseInput.AsText(input.Member("defaultProvider")) ?? ModelReference.DefaultProvider,
            CaseInput.AsText(input.Member("defaultModel")) ?? ModelReference.DefaultModel))),
        new("resolveDefaultModelForAgent", static input => Model(ModelSelection.ForAgent(
            ConfigInput.Agents(input.Member("config") ?? input.Member("cfg")), CaseInput.AsText(input.Member("agentId"))))),
        new("resolveAgentModelFallbacksOverride", static input =>
            ConfigInput.Agents(input.Argument("config", 0)).Find(CaseInput.AsText(input.Argument("agentId", 1)))?.Model?.Fallbacks?.ToJson()),
        new("resolveAuthProfileOrder", ProfileOrderCases.Order),
    ];

    public IEnumerable<Difference> Differences => [];

    private static JsonNode? Model(ModelReference? model) =>
        model is null ? null : new JsonObject { ["provider"] = model.Provider, ["model"] = model.Model };

    private static JsonNode? Resolved(ModelAlias? found) => found is null ? null : new JsonObject
    {
        ["ref"] = Model(found.Model),
        ["alias"] = found.Name.Length > 0 ? found.Name : null,
    };

    private static ModelAliases Aliases(JsonElement input)
    {
        var provider = CaseInput.AsText(input.Member("defaultProvider")) ?? ModelReference.DefaultProvider;
        if (input.Member("aliasIndex")?.Get("byAlias")?.Get("map") is not { } map)
            return ModelSelection.Aliases(ConfigInput.Agents(input.Member("config") ?? input.Member("cfg")).Defaults, provider);
        return new ModelAliases(map.EnumerateArray().Select(static entry => new ModelAlias(
            entry[1].Text("alias")!, new ModelReference(entry[1].Get("ref").Text("provider")!, entry[1].Get("ref").Text("model")!))));
    }

    private static JsonNode? Index(ModelAliases aliases) => new JsonObject
    {
        ["byAlias"] = new JsonObject
        {
            ["map"] = new JsonArray([.. aliases.All.Select(static alias => new JsonArray(
                alias.Name.ToLowerInvariant(), new JsonObject { ["alias"] = alias.Name, ["ref"] = Model(alias.Model) }))]),
        },
        ["byKey"] = new JsonObject
        {
            ["map"] = new JsonArray([.. aliases.All.Select(static alias => alias.Model).Distinct()
                .Select(model => new JsonArray(model.Key, aliases.NamesOf(model).ToJson()))]),
        },
    };
}
