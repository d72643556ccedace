using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Reload;
using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Conformance.Adapters.Configuration;

/// <summary>config_reload: what a changed document asks of a running gateway.</summary>
public sealed class ConfigReloadArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("diffConfigPaths", static input => ConfigDiff.Paths(input.Argument("prev", 0), input.Argument("next", 1)).ToJson()),
        new("resolveGatewayReloadSettings", static input => Settings(
            GatewayReloadConfig.From(ConfigInput.Section(input.Argument("config", 0)).Section("gateway").Section("reload")))),
        new("buildGatewayReloadPlan", static input => Plan(ReloadPlan.For(input.Argument("changedPaths", 0).Keys()))),
    ];

    public IEnumerable<Difference> Differences =>
    [
        new("diffConfigPaths", static input => HasEqualListOfObjects(input.Argument("prev", 0), input.Argument("next", 1)),
            "The original takes lists of objects for changed even when they are equal; a reload without a change is left out here."),
    ];

    private static JsonNode? Settings(GatewayReloadConfig settings) =>
        new JsonObject { ["mode"] = settings.Mode, ["debounceMs"] = settings.DebounceMs };

    private static JsonNode? Plan(ReloadPlan plan) => new JsonObject
    {
        ["changedPaths"] = plan.ChangedPaths.ToJson(),
        ["restartGateway"] = plan.RestartGateway,
        ["restartReasons"] = plan.RestartReasons.ToJson(),
        ["hotReasons"] = plan.HotReasons.ToJson(),
        ["reloadHooks"] = plan.Effects.Contains(ReloadEffect.ReloadHooks),
        ["restartGmailWatcher"] = plan.Effects.Contains(ReloadEffect.RestartMailWatcher),
        ["restartBrowserControl"] = plan.Effects.Contains(ReloadEffect.RestartBrowserControl),
        ["restartCron"] = plan.Effects.Contains(ReloadEffect.RestartCron),
        ["restartHeartbeat"] = plan.Effects.Contains(ReloadEffect.RestartHeartbeat),
        ["restartChannels"] = plan.RestartChannels.ToJson(),
        ["noopPaths"] = plan.NoopPaths.ToJson(),
    };

    private static bool HasEqualListOfObjects(JsonElement before, JsonElement after) => (before.ValueKind, after.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => before.EnumerateObject()
            .Any(entry => after.TryGetProperty(entry.Name, out var other) && HasEqualListOfObjects(entry.Value, other)),
        (JsonValueKind.Array, JsonValueKind.Array) => JsonElement.DeepEquals(before, after)
            && before.EnumerateArray().Any(static item => item.ValueKind is JsonValueKind.Object or JsonValueKind.Array),
        _ => false,
    };
}
