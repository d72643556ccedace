using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Legacy;

/// <summary>Models once stood as strings and flat lists; now as primary, fallbacks and a map with aliases.</summary>
internal static class ModelMigrations
{
    public static void Apply(JsonObject document, List<string> changes)
    {
        var agent = document.Shape("agent") ?? document.Shape("agents").Shape("defaults");
        if (agent is null)
            return;
        var old = new OldModels(agent);
        if (!old.Any)
            return;
        var models = agent.Ensure("models");
        foreach (var reference in old.References)
            models.Ensure(reference);
        foreach (var (alias, reference) in old.Aliases)
            models.Ensure(reference).TryAdd("alias", alias);
        SetChoice(agent, "model", old.Model, old.ModelFallbacks);
        SetChoice(agent, "imageModel", old.ImageModel, old.ImageModelFallbacks);
        old.Describe(document.Shape("agent") is null ? "agents.defaults" : "agent", changes);
        foreach (var key in (ReadOnlySpan<string>)["allowedModels", "modelAliases", "modelFallbacks", "imageModelFallbacks"])
            agent.Remove(key);
    }

    private static void SetChoice(JsonObject agent, string key, string? primary, IReadOnlyList<string> fallbacks)
    {
        if (agent[key] is JsonObject choice)
        {
            if (fallbacks.Count > 0 && choice["fallbacks"] is not JsonArray { Count: > 0 })
                choice["fallbacks"] = List(fallbacks);
        }
        else if (!string.IsNullOrEmpty(primary) || fallbacks.Count > 0)
        {
            var created = new JsonObject();
            if (primary is not null)
                created["primary"] = primary;
            created["fallbacks"] = List(fallbacks);
            agent[key] = created;
        }
    }

    private static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(static text => JsonValue.Create(text))]);

    /// <summary>The old keys as they stood before anything was changed.</summary>
    private sealed class OldModels(JsonObject agent)
    {
        public string? Model { get; } = Kinds.Text(agent["model"]);

        public string? ImageModel { get; } = Kinds.Text(agent["imageModel"]);

        public IReadOnlyList<string> Allowed { get; } = Texts(agent["allowedModels"]);

        public IReadOnlyList<string> ModelFallbacks { get; } = Texts(agent["modelFallbacks"]);

        public IReadOnlyList<string> ImageModelFallbacks { get; } = Texts(agent["imageModelFallbacks"]);

        public IReadOnlyList<(string Alias, string Reference)> Aliases { get; } =
            [.. (agent["modelAliases"] as JsonObject ?? []).Select(static entry => (entry.Key, Kinds.Text(entry.Value)?.Trim() ?? "")).Where(static entry => entry.Item2.Length > 0)];

        public bool HasAliases { get; } = agent["modelAliases"] is JsonObject { Count: > 0 };

        public bool Any => !string.IsNullOrEmpty(Model) || !string.IsNullOrEmpty(ImageModel) || Allowed.Count > 0
            || ModelFallbacks.Count > 0 || ImageModelFallbacks.Count > 0 || HasAliases;

        public IEnumerable<string> References => new[] { Model, ImageModel }.Concat(Allowed).Concat(ModelFallbacks).Concat(ImageModelFallbacks)
            .Select(static text => text?.Trim() ?? "").Where(static text => text.Length > 0);

        public void Describe(string label, List<string> changes)
        {
            if (Model is not null)
                changes.Add($"Migrated {label}.model string → {label}.model.primary.");
            if (ModelFallbacks.Count > 0)
                changes.Add($"Migrated {label}.modelFallbacks → {label}.model.fallbacks.");
            if (ImageModel is not null)
                changes.Add($"Migrated {label}.imageModel string → {label}.imageModel.primary.");
            if (ImageModelFallbacks.Count > 0)
                changes.Add($"Migrated {label}.imageModelFallbacks → {label}.imageModel.fallbacks.");
            if (Allowed.Count > 0)
                changes.Add($"Migrated {label}.allowedModels → {label}.models.");
            if (HasAliases)
                changes.Add($"Migrated {label}.modelAliases → {label}.models.*.alias.");
        }

        private static IReadOnlyList<string> Texts(JsonNode? list) =>
            list is JsonArray items ? [.. items.Select(static item => Kinds.Text(item) ?? item?.ToJsonString() ?? "null")] : [];
    }
}
