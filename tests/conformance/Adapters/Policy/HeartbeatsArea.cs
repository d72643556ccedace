using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Conformance.Adapters.Configuration;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Heartbeats;
using Moltbot.Policy.Replies;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>The heartbeats of targets_delivery and from_tests_infra_utils, and how an agent shows itself.</summary>
public sealed class HeartbeatsArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("resolveHeartbeatVisibility", Visibility),
        new("resolveHeartbeatIntervalMs", input => HeartbeatSettings.Every(
            Defaults(input), ConfigInput.Section(input.Arg("heartbeat", 2)), CaseInput.AsId(input.Arg("overrideEvery", 1)))?.TotalMilliseconds),
        new("resolveHeartbeatPrompt", input => HeartbeatSettings.Prompt(Defaults(input), ConfigInput.Section(input.Arg("heartbeat", 1)))),
        new("isHeartbeatEnabledForAgent", input => HeartbeatSettings.IsEnabledFor(ConfigInput.Agents(Config(input)), input.Arg("agentId", 1).AsText())),
        new("identity derived messages", Presentation),
    ];

    public IEnumerable<Difference> Differences => [];

    private static JsonElement? Config(JsonElement input) => input.Arg("config", 0) ?? input.Get("cfg");

    private static ConfigSection Defaults(JsonElement input) =>
        ConfigInput.Section(Config(input)).Section("agents").Section("defaults").Section("heartbeat");

    private static JsonNode? Visibility(JsonElement input)
    {
        var one = input.One();
        var visibility = HeartbeatVisibility.Of(
            ConfigInput.Section(one.Get("config") ?? one.Get("cfg")).Section("channels"), one.Text("channel") ?? "", one.Text("accountId"));
        return new JsonObject
        {
            ["showOk"] = visibility.ShowOk,
            ["showAlerts"] = visibility.ShowAlerts,
            ["useIndicator"] = visibility.UseIndicator,
        };
    }

    private static JsonNode? Presentation(JsonElement input)
    {
        var config = Config(input);
        var presentation = AgentPresentation.Of(
            MessagesConfig.From(ConfigInput.Section(config).Section("messages")), ConfigInput.Agents(config).IdentityOf(input.Text("agentId")));
        return new JsonObject
        {
            ["ackReaction"] = presentation.AckReaction,
            ["responsePrefix"] = presentation.ResponsePrefix,
            ["namePrefix"] = presentation.NamePrefix,
        };
    }
}
