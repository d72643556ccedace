using System.Text.Json;
using Moltbot.Policy.Configuration.Reload;

namespace Moltbot.Policy.Tests.Configuration;

/// <summary>What a change of a key asks of a running gateway.</summary>
public sealed class ReloadPlanTests
{
    [Theory]
    [InlineData("gateway.remote.url", "None")]
    [InlineData("gateway.reload", "None")]
    [InlineData("gateway.reloads", "RestartGateway")]
    [InlineData("gateway.port", "RestartGateway")]
    [InlineData("hooks.gmail.account", "RestartMailWatcher ReloadHooks")]
    [InlineData("hooks.token", "ReloadHooks")]
    [InlineData("agents.defaults.heartbeat.every", "RestartHeartbeat")]
    [InlineData("agent.heartbeat", "RestartHeartbeat")]
    [InlineData("agents.defaults.heartbeats", "None")]
    [InlineData("cron.enabled", "RestartCron")]
    [InlineData("browser.enabled", "RestartBrowserControl")]
    [InlineData("channels.telegram.botToken", "RestartChannel telegram")]
    [InlineData("channels.discord", "RestartChannel discord")]
    [InlineData("channels.slack.mode", "RestartChannel slack")]
    [InlineData("channels.signal.account", "RestartChannel signal")]
    [InlineData("channels.imessage.service", "RestartChannel imessage")]
    [InlineData("web.enabled", "RestartChannel whatsapp")]
    [InlineData("channels.whatsapp.allowFrom", "None")]
    [InlineData("channels.matrix.server", "RestartGateway")]
    [InlineData("identity.name", "None")]
    [InlineData("wizard.lastRunAt", "None")]
    [InlineData("logging.level", "None")]
    [InlineData("models.mode", "None")]
    [InlineData("agents.list", "None")]
    [InlineData("tools.deny", "None")]
    [InlineData("bindings", "None")]
    [InlineData("audio.x", "None")]
    [InlineData("agent.model", "None")]
    [InlineData("routing.x", "None")]
    [InlineData("messages.queue", "None")]
    [InlineData("session.scope", "None")]
    [InlineData("talk.voiceId", "None")]
    [InlineData("skills.load", "None")]
    [InlineData("plugins.enabled", "RestartGateway")]
    [InlineData("ui.seamColor", "None")]
    [InlineData("discovery.mdns", "RestartGateway")]
    [InlineData("canvasHost.port", "RestartGateway")]
    [InlineData("anything.else", "RestartGateway")]
    public void A_key_asks_for_what_its_part_needs(string path, string expected)
    {
        var plan = ReloadPlan.For([path]);

        var asked = plan.Effects.Select(static effect => effect.ToString()).Concat(plan.RestartChannels).Concat(plan.RestartGateway ? ["RestartGateway"] : []).DefaultIfEmpty("None");
        asked.ShouldBe(expected.Split(' '));
        (plan.RestartReasons.Count, plan.HotReasons.Count, plan.NoopPaths.Count).ShouldBe(expected switch { "RestartGateway" => (1, 0, 0), "None" => (0, 0, 1), _ => (0, 1, 0) });
        plan.ChangedPaths.ShouldBe([path]);
    }

    [Fact]
    public void Each_part_starts_anew_once()
    {
        var plan = ReloadPlan.For(["channels.discord.token", "channels.telegram.botToken", "channels.discord.dm", "cron.a", "cron.b"]);

        plan.RestartChannels.ShouldBe(["discord", "telegram"]);
        plan.Effects.ShouldBe([ReloadEffect.RestartChannel, ReloadEffect.RestartCron], ignoreOrder: true);
        plan.RestartGateway.ShouldBeFalse();
    }

    [Theory]
    [InlineData("{}", "{}", "")]
    [InlineData("1", "1", "")]
    [InlineData("1", "2", "<root>")]
    [InlineData("{}", "[]", "<root>")]
    [InlineData("""{"a":{"b":1,"c":2}}""", """{"a":{"b":1,"c":3},"d":4}""", "a.c d")]
    [InlineData("""{"a":{"b":1}}""", """{"a":5}""", "a")]
    [InlineData("""{"a":[1,2]}""", """{"a":[1,2]}""", "")]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""", "a")]
    [InlineData("""{"a":null}""", "{}", "a")]
    [InlineData("{}", """{"a":{"b":1}}""", "a")]
    [InlineData("""{"a":1.0}""", """{"a":1}""", "")]
    public void The_smallest_parts_that_differ_are_named(string before, string after, string paths) =>
        string.Join(' ', ConfigDiff.Paths(JsonDocument.Parse(before).RootElement, JsonDocument.Parse(after).RootElement)).ShouldBe(paths);
}
