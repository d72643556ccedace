using Moltbot.Policy.Configuration;
using Moltbot.Policy.Tools.Elevated;

namespace Moltbot.Policy.Tests.Tools;

/// <summary>Who may have a run work on the host itself: those whom a list names by their id, and nobody else (C1 to C4).</summary>
public sealed class ElevatedPolicyTests
{
    [Theory]
    [InlineData("{}", "telegram", "7", "tools.elevated.allowFrom.telegram")]
    [InlineData("""{ tools: { elevated: { allowFrom: { telegram: [] } } } }""", "telegram", "7", "tools.elevated.allowFrom.telegram")]
    [InlineData("""{ tools: { elevated: { allowFrom: { telegram: ["7"] } } } }""", "telegram", "77", "tools.elevated.allowFrom.telegram")]
    [InlineData("""{ tools: { elevated: { allowFrom: { telegram: ["7"] } } } }""", "telegram", "", "tools.elevated.allowFrom.telegram")]
    [InlineData("""{ tools: { elevated: { allowFrom: { telegram: ["*"] } } } }""", "telegram", " ", "tools.elevated.allowFrom.telegram")]
    [InlineData("""{ tools: { elevated: { allowFrom: { telegram: ["7"] } } } }""", "discord", "7", "tools.elevated.allowFrom.discord")]
    [InlineData("""{ tools: { elevated: { allowFrom: { telegram: ["7"] } } } }""", " ", "7", "ctx.Provider")]
    [InlineData("""{ tools: { elevated: { enabled: false, allowFrom: { telegram: ["7"] } } } }""", "telegram", "7", "tools.elevated.enabled")]
    [InlineData("""{ tools: { elevated: { allowFrom: { telegram: ["7"] } } }, agents: { list: [{ id: "main", tools: { elevated: { enabled: false } } }] } }""", "telegram", "7", "agents.list[].tools.elevated.enabled")]
    [InlineData("""{ tools: { elevated: { allowFrom: { telegram: ["7"] } } }, agents: { list: [{ id: "main", tools: { elevated: { allowFrom: { telegram: ["8"] } } } }] } }""", "telegram", "7", "agents.list[].tools.elevated.allowFrom.telegram")]
    [InlineData("""{ tools: { elevated: { allowFrom: { telegram: ["7"] } } }, agents: { list: [{ id: "main", tools: { elevated: { allowFrom: {} } } }] } }""", "telegram", "7", "agents.list[].tools.elevated.allowFrom.telegram")]
    [InlineData("""{ tools: { elevated: { } }, agents: { list: [{ id: "main", tools: { elevated: { allowFrom: { telegram: ["7"] } } } }] } }""", "telegram", "7", "tools.elevated.allowFrom.telegram")]
    public void It_is_refused_by_the_gate_that_is_named(string config, string channel, string sender, string key)
    {
        ElevatedPermission permission = Decide(config, channel, sender);

        permission.IsAllowed.ShouldBeFalse();
        permission.Failed.ShouldHaveSingleItem().Key.ShouldBe(key);
        permission.Failed[0].Gate.ShouldBe(key.EndsWith(".enabled", StringComparison.Ordinal) ? "enabled" : key == "ctx.Provider" ? "provider" : "allowFrom");
        permission.IsEnabled.ShouldBe(!key.EndsWith(".enabled", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ tools: { elevated: { allowFrom: { telegram: ["7"] } } } }""", "telegram", "7")]
    [InlineData("""{ tools: { elevated: { allowFrom: { telegram: [7, "tg:8"] } } } }""", "telegram", "8")]
    [InlineData("""{ tools: { elevated: { allowFrom: { telegram: ["*"] } } } }""", "telegram", "9")]
    [InlineData("""{ tools: { elevated: { allowFrom: { telegram: ["7", "8"] } } }, agents: { list: [{ id: "main", tools: { elevated: { allowFrom: { telegram: ["8"] } } } }] } }""", "telegram", "8")]
    [InlineData("""{ tools: { elevated: { allowFrom: { webchat: ["device:abc"] } } } }""", "webchat", "device:abc")]
    public void A_sender_whom_both_lists_name_may(string config, string channel, string sender) => Decide(config, channel, sender).IsAllowed.ShouldBeTrue();

    [Fact]
    public void Another_agents_section_is_of_no_account() => Decide(
        """{ tools: { elevated: { allowFrom: { telegram: ["7"] } } }, agents: { list: [{ id: "main" }, { id: "other", tools: { elevated: { enabled: false } } }] } }""",
        "telegram", "7").IsAllowed.ShouldBeTrue();

    [Fact]
    public void Only_on_Discord_does_the_channels_list_stand_in_for_one_that_is_not_set()
    {
        Decide("{}", "discord", "7", ["7"]).IsAllowed.ShouldBeTrue();
        Decide("{}", "telegram", "7", ["7"]).IsAllowed.ShouldBeFalse();
        Decide("""{ tools: { elevated: { allowFrom: { discord: [] } } } }""", "discord", "7", ["7"]).IsAllowed.ShouldBeFalse();
        Decide("""{ tools: { elevated: { allowFrom: { discord: ["8"] } } } }""", "discord", "7", ["7"]).IsAllowed.ShouldBeFalse();
    }

    private static ElevatedPermission Decide(string config, string channel, string sender, IReadOnlyList<string>? channelAllowFrom = null) =>
        ElevatedPolicy.Of(ConfigLoader.Load(new ConfigSource("test.json", config), new ConfigLoadOptions()).Config!, "main").Decide(channel, sender, channelAllowFrom);
}
