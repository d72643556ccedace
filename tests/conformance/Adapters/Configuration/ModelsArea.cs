using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Models;
using Moltbot.Policy.Models.Profiles;

namespace Moltbot.Conformance.Adapters.Configuration;

/// <summary>models_auth: model references and aliases, failover, and the rest of credentials after errors.</summary>
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
        new("classifyFailoverReason", Classify),
        new("resolveFailoverReasonFromError", static input => Reason(input.Argument("error", 0))?.Name()),
        new("resolveFailoverStatus", static input => FailoverReasons.Parse(CaseInput.AsText(input.Argument("reason", 0)))?.Status()),
        new("coerceToFailoverError", static input => Reason(input.Argument("error", 0)) is null
            ? null
            : new JsonObject { ["error"] = Failure(input.Argument("error", 0)).Message }),
        new("describeFailoverError", Describe),
        new("calculateAuthProfileCooldownMs", static input =>
            ProfileCooldowns.AfterErrors((int)input.Argument("errorCount", 0).GetDouble()).TotalMilliseconds),
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

    private static JsonNode? Classify(JsonElement input)
    {
        var message = CaseInput.AsText(input.Argument("message", 0));
        var reason = FailureTexts.Classify(message)?.Name();
        return input.Get("args") is not null
            ? reason
            : new JsonObject { ["reason"] = reason, ["contextOverflow"] = FailureTexts.IsContextOverflow(message) };
    }

    private static FailoverReason? Reason(JsonElement error) => FailoverPolicy.Classify(Failure(error));

    /// <summary>The original's errors are any value; ours have a type.</summary>
    private static ModelFailure Failure(JsonElement error)
    {
        if (error.ValueKind != JsonValueKind.Object)
            return new ModelFailure(error.ValueKind is JsonValueKind.String ? error.GetString() : error.GetRawText());
        var status = error.Id("status") ?? error.Id("statusCode");
        var name = error.Text("name");
        return new ModelFailure(
            error.Text("message"),
            int.TryParse(status, out var number) ? number : null,
            error.Text("code"),
            IsTimeout: name == "TimeoutError",
            IsAbort: name == "AbortError",
            Cause: error.Get("cause").Text("message") ?? error.Text("cause") ?? error.Text("reason"));
    }

    private static JsonNode? Describe(JsonElement input)
    {
        var failure = Failure(input.Argument("error", 0));
        return new JsonObject
        {
            ["message"] = failure.Message,
            ["reason"] = FailoverPolicy.Classify(failure)?.Name(),
            ["status"] = failure.Status,
            ["code"] = failure.Code,
        };
    }
}
