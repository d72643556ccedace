using System.Text.Json;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Heartbeats;

namespace Moltbot.Policy.Tests.Heartbeats;

/// <summary>Who has heartbeats, how often, and what is asked then (runtime.md §10).</summary>
public sealed class HeartbeatSettingsTests
{
    [Theory]
    [InlineData("{}", "{}", null, "00:30:00")]
    [InlineData("""{"every":"1h"}""", "{}", null, "01:00:00")]
    [InlineData("""{"every":"1h"}""", """{"every":"5"}""", null, "00:05:00")]
    [InlineData("""{"every":"1h"}""", """{"every":"5"}""", "10s", "00:00:10")]
    [InlineData("""{"every":"1h"}""", """{"every":"0m"}""", null, null)]
    [InlineData("""{"every":"1h"}""", "{}", "0", null)]
    [InlineData("""{"every":"now and then"}""", "{}", null, null)]
    [InlineData("""{"every":"1ms"}""", "{}", null, "00:00:00.001")]
    [InlineData("""{"every":"99999999999d"}""", "{}", null, "24.20:31:23.647")]
    public void The_time_between_two_is_the_agents_own_or_everybodys(string defaults, string own, string? wanted, string? every) =>
        HeartbeatSettings.Every(Section(defaults), Section(own), wanted).ShouldBe(every is null ? null : TimeSpan.Parse(every, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("{}", "{}", HeartbeatSettings.DefaultPrompt)]
    [InlineData("""{"prompt":" Look. "}""", "{}", "Look.")]
    [InlineData("""{"prompt":"Look."}""", """{"prompt":"Listen."}""", "Listen.")]
    [InlineData("""{"prompt":"Look."}""", """{"prompt":" "}""", HeartbeatSettings.DefaultPrompt)]
    public void What_is_asked_is_the_agents_own_or_everybodys(string defaults, string own, string prompt) =>
        HeartbeatSettings.Prompt(Section(defaults), Section(own)).ShouldBe(prompt);

    [Theory]
    [InlineData("{}", "main")]
    [InlineData("{ agents: { list: [{ id: 'a' }, { id: 'b', default: true }] } }", "b")]
    [InlineData("{ agents: { defaults: { heartbeat: {} }, list: [{ id: 'a' }, { id: 'b' }] } }", "a")]
    [InlineData("{ agents: { list: [{ id: 'a' }, { id: 'b', heartbeat: {} }, { id: 'c', heartbeat: { every: '5m' } }] } }", "b c")]
    public void Where_any_agent_has_heartbeats_of_its_own_those_have_else_the_default_one(string config, string enabled)
    {
        var agents = ConfigLoader.Load(new ConfigSource("test.json", config), new ConfigLoadOptions()).Config!.Agents;
        var has = enabled.Split(' ');
        foreach (var agent in (string[])["main", "a", "b", "c"])
        {
            HeartbeatSettings.IsEnabledFor(agents, agent).ShouldBe(has.Contains(agent), agent);
            HeartbeatSettings.IsEnabledFor(agents, $" {agent.ToUpperInvariant()} ").ShouldBe(has.Contains(agent), agent);
        }

        HeartbeatSettings.IsEnabledFor(agents, null).ShouldBe(has.Contains(agents.DefaultAgentId));
    }

    private static ConfigSection Section(string json) => new(JsonElement.Parse(json));
}
