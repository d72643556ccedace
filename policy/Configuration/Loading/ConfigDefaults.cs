using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Loading;

/// <summary>Values that a valid document gets where it says nothing; beyond those that stand in the schema.</summary>
internal static class ConfigDefaults
{
    public const int MaxConcurrent = 4;
    public const int SubagentMaxConcurrent = 8;
    public const int ContextWindow = 200_000;
    public const int MaxTokens = 8192;

    /// <summary>Fills in what every reader of the document relies on. Changes <paramref name="document"/>.</summary>
    public static void Apply(JsonObject document)
    {
        ApplyMainKey(document);
        ApplyConcurrency(document);
        ApplyModels(document);
        ApplyAliases(document);
    }

    /// <summary>Fills in what only the loaded document gets, not a document that is merely checked.</summary>
    public static void ApplyOnLoad(JsonObject document)
    {
        Section(document, "messages").TryAdd("ackReactionScope", "group-mentions");
        if (document["logging"] is JsonObject logging && string.IsNullOrEmpty(Kinds.Text(logging["redactSensitive"])))
            logging["redactSensitive"] = "tools";
    }

    private static void ApplyMainKey(JsonObject document)
    {
        // The name of the main session is fixed; a configured one is only ever warned about.
        if (document["session"] is JsonObject session && session.ContainsKey("mainKey"))
            session["mainKey"] = "main";
    }

    private static void ApplyConcurrency(JsonObject document)
    {
        var defaults = Section(Section(document, "agents"), "defaults");
        defaults.TryAdd("maxConcurrent", MaxConcurrent);
        Section(defaults, "subagents").TryAdd("maxConcurrent", SubagentMaxConcurrent);
    }

    private static void ApplyModels(JsonObject document)
    {
        if (document["models"]?["providers"] is not JsonObject providers)
            return;
        foreach (var model in providers.SelectMany(static provider => provider.Value?["models"] as JsonArray ?? []).OfType<JsonObject>())
        {
            model.TryAdd("reasoning", false);
            model.TryAdd("input", new JsonArray("text"));
            var cost = Section(model, "cost");
            foreach (var kind in (ReadOnlySpan<string>)["input", "output", "cacheRead", "cacheWrite"])
                cost.TryAdd(kind, 0);
            model.TryAdd("contextWindow", ContextWindow);
            model.TryAdd("maxTokens", Math.Min(MaxTokens, Kinds.Number(model["contextWindow"]) ?? ContextWindow));
        }
    }

    private static void ApplyAliases(JsonObject document)
    {
        if (document["agents"]?["defaults"]?["models"] is not JsonObject models)
            return;
        foreach (var (alias, reference) in Moltbot.Policy.Models.BuiltInAliases.All)
        {
            if (models[reference] is JsonObject settings)
                settings.TryAdd("alias", alias);
        }
    }

    private static JsonObject Section(JsonObject parent, string key)
    {
        if (parent[key] is JsonObject existing)
            return existing;
        var created = new JsonObject();
        parent[key] = created;
        return created;
    }
}
