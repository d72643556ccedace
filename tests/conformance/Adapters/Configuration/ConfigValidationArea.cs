using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Legacy;

namespace Moltbot.Conformance.Adapters.Configuration;

/// <summary>config_validation: the original's verdict on documents, and the repair of old ones.</summary>
public sealed class ConfigValidationArea : ICaseArea
{
    private static readonly ConfigLoadOptions Options = new() { HomeDirectory = "/root", StateDirectory = "/root/.moltbot" };

    public IEnumerable<CaseFunction> Functions =>
    [
        new("validateConfigObject", Validate) { Same = SameVerdict },
        new("findLegacyConfigIssues", static input => Issues(LegacyKeys.Find(Document(input).Node()))),
        new("applyLegacyMigrations", Migrate),
    ];

    public IEnumerable<Difference> Differences => [];

    private static JsonElement Document(JsonElement input) => input.Get("args") is { } list ? list[0] : input;

    private static JsonNode? Validate(JsonElement input)
    {
        var (config, issues) = ConfigValidator.Validate(Document(input).Node(), Options, additions: false);
        return config is null
            ? new JsonObject { ["ok"] = false, ["issues"] = Issues(issues) }
            : new JsonObject { ["ok"] = true, ["config"] = config };
    }

    private static JsonNode? Migrate(JsonElement input)
    {
        var (document, changes) = LegacyMigration.Apply(Document(input).Node());
        return new JsonObject
        {
            [input.Get("args") is null ? "config" : "next"] = document,
            ["changes"] = changes.ToJson(),
        };
    }

    private static JsonArray Issues(IEnumerable<ConfigIssue> issues) =>
        new([.. issues.Select(static issue => new JsonObject { ["path"] = issue.Path, ["message"] = issue.Message })]);

    /// <summary>Verdict and places are strict, the wording of the schema's own messages is not; a document counts where the case has one.</summary>
    private static bool SameVerdict(JsonNode? expected, JsonNode? actual) =>
        CaseComparison.AreEqual(expected?["ok"], actual?["ok"])
        && CaseComparison.AreEqual(Paths(expected), Paths(actual))
        && (expected?["config"] is not { } config || CaseComparison.AreEqual(config, actual?["config"]));

    private static JsonArray Paths(JsonNode? verdict) =>
        (verdict?["issues"] as JsonArray ?? []).Select(static issue => (string)issue!["path"]!).Order(StringComparer.Ordinal).ToJson();
}
