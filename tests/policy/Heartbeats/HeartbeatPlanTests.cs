using Moltbot.Policy.Configuration;
using Moltbot.Policy.Heartbeats;

namespace Moltbot.Policy.Tests.Heartbeats;

/// <summary>Which agents have heartbeats here, and what they are.</summary>
public sealed class HeartbeatPlanTests
{
    [Theory]
    [InlineData("{}", "")]
    [InlineData("{ agents: { list: [{ id: 'a' }] } }", "")]
    [InlineData("{ agents: { defaults: { heartbeat: {} } } }", "main")]
    [InlineData("{ agents: { defaults: { heartbeat: {} }, list: [{ id: 'a' }, { id: 'b', default: true }] } }", "b")]
    [InlineData("{ agents: { list: [{ id: 'a' }, { id: 'B', heartbeat: {} }, { id: 'c', heartbeat: { every: '5m' } }] } }", "b c")]
    [InlineData("{ agents: { defaults: { heartbeat: {} }, list: [{ id: 'a', default: true }, { id: 'b', heartbeat: {} }] } }", "b")]
    [InlineData("{ agents: { defaults: { heartbeat: { every: '0m' } } } }", "")]
    [InlineData("{ agents: { defaults: { heartbeat: { every: '0m' } }, list: [{ id: 'a', heartbeat: {} }, { id: 'b', heartbeat: { every: '1h' } }] } }", "b")]
    public void Nobody_has_any_unless_the_configuration_says_so(string config, string agents) =>
        HeartbeatPlan.All(Document(config)).Select(static plan => plan.AgentId).ShouldBe(agents.Split(' ', StringSplitOptions.RemoveEmptyEntries), ignoreOrder: true);

    [Fact]
    public void What_the_configuration_leaves_out_is_the_originals()
    {
        HeartbeatPlan plan = Of("{}");

        plan.ShouldBe(new HeartbeatPlan
        {
            AgentId = "main", Every = TimeSpan.FromMinutes(30), Prompt = HeartbeatSettings.DefaultPrompt, Target = "last", AckMaxChars = 300,
        });
    }

    [Fact]
    public void An_agents_own_section_counts_key_by_key()
    {
        HeartbeatPlan plan = HeartbeatPlan.Of(
            Document(
                """
                { agents: {
                  defaults: { heartbeat: { every: '1h', model: 'a/b', target: 'none', to: '1', ackMaxChars: 5, session: 's', activeHours: { start: '08:00', end: '22:00' } } },
                  list: [{ id: 'main', heartbeat: { prompt: 'Look.', target: 'telegram', to: '42', activeHours: { start: '09:00', end: '10:00', timezone: 'UTC' } } }] } }
                """),
            "MAIN")!;

        plan.ShouldBe(new HeartbeatPlan
        {
            AgentId = "main", Every = TimeSpan.FromHours(1), Prompt = "Look.", Hours = new ActiveHours(540, 600, "UTC"), Model = "a/b", Session = "s",
            Target = "telegram", To = "42", AckMaxChars = 5,
        });
    }

    [Theory]
    [InlineData("1ms", "00:01:00")]
    [InlineData("59s", "00:01:00")]
    [InlineData("90s", "00:01:30")]
    [InlineData("2", "00:02:00")]
    public void Less_than_a_minute_counts_as_one(string every, string counts) =>
        Of($"{{ every: '{every}' }}").Every.ShouldBe(TimeSpan.Parse(counts, System.Globalization.CultureInfo.InvariantCulture));

    private static HeartbeatPlan Of(string section) => HeartbeatPlan.Of(Document($"{{ agents: {{ defaults: {{ heartbeat: {section} }} }} }}"), "main")!;

    private static ConfigDocument Document(string config) => ConfigLoader.Load(new ConfigSource("test.json", config), new ConfigLoadOptions()).Config!;
}
