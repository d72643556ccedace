using Moltbot.Policy.Configuration;
using Moltbot.Policy.Tools;
using Moltbot.Policy.Tools.Explanations;

namespace Moltbot.Policy.Tests.Tools;

/// <summary>Which entry of a channel's groups is meant by a group, and which lists hold for it.</summary>
public sealed class GroupToolTests
{
    [Fact]
    public void An_accounts_own_groups_stand_in_place_of_the_channels()
    {
        const string config = """
            { "channels": { "telegram": { "groups": { "-1": { "tools": { "allow": ["read"] } } },
              "accounts": { "alt": { "groups": { "-1": { "tools": { "allow": ["write"] } } } }, "bare": {} } } } }
            """;
        ToolSituation In(string? account) => new() { SessionKey = "agent:main:telegram:group:-1", AccountId = account };
        Allowed(config, In(null)).ShouldBe(["read"]);
        Allowed(config, In("bare")).ShouldBe(["read"]);
        Allowed(config, In("nobody")).ShouldBe(["read"]);
        Allowed(config, In("alt")).ShouldBe(["write"]);
        Key(config, In(null)).ShouldBe("channels.telegram.groups.-1.tools.allow");
        Key(config, In("alt")).ShouldBe("channels.telegram.accounts.alt.groups.-1.tools.allow");
    }

    [Fact]
    public void A_channel_that_lists_no_groups_says_nothing_of_their_tools()
    {
        var group = new ToolSituation { SessionKey = "agent:main:telegram:group:-1" };
        Allowed("""{ "channels": { "telegram": { "botToken": "1:a" } } }""", group).ShouldBe(ToolVocabulary.Core.Tools);
        Allowed("""{ "channels": { "signal": { "groups": { "-1": { "tools": { "allow": ["read"] } } } } } }""", group).ShouldBe(ToolVocabulary.Core.Tools);
        Allowed("{}", group).ShouldBe(ToolVocabulary.Core.Tools);
    }

    [Fact]
    public void A_group_of_another_channel_is_another_group_whatever_its_id()
    {
        const string config = """
            { "channels": { "telegram": { "groups": { "-1": { "tools": { "allow": ["read", "write"] } } } },
              "whatsapp": { "groups": { "-1": { "tools": { "allow": ["write", "edit"] } } } } } }
            """;
        Allowed(config, new() { SessionKey = "agent:main:telegram:group:-1", Channel = "whatsapp", GroupId = "-1" }).ShouldBe(["write"]);
        Allowed(config, new() { SessionKey = "agent:main:telegram:group:-1", Channel = "telegram", GroupId = "-1" }).ShouldBe(["read", "write"]);
    }

    [Theory]
    [InlineData("ABC", "write")]
    [InlineData("abc", "read")]
    [InlineData("Abc", "read")]
    [InlineData("XYZ", "edit")]
    [InlineData("xyz", "edit")]
    public void An_id_is_that_of_the_entry_in_its_own_case_and_else_in_any(string id, string tool) => Allowed(
        """
        { "channels": { "signal": { "groups": {
          "abc": { "tools": { "allow": ["read"] } }, "ABC": { "tools": { "allow": ["write"] } }, "xYz": { "tools": { "allow": ["edit"] } }, "*": { "tools": { "allow": ["exec"] } } } } } }
        """,
        new() { Channel = "signal", GroupId = id }).ShouldBe([tool]);

    [Theory]
    [InlineData("C1", "general", "read")]
    [InlineData("c1", "other", "read")]
    [InlineData("C2", "general", "write")]
    [InlineData("C2", "#general", "write")]
    [InlineData("C2", "General", "write")]
    [InlineData("C2", "random", "edit")]
    [InlineData("C2", "Big Talk", "message")]
    [InlineData("C2", "unheard-of", "image")]
    [InlineData("C2", null, "image")]
    public void On_Slack_a_channel_goes_by_its_id_or_its_name(string id, string? name, string tool) => Allowed(
        """
        { "channels": { "slack": { "channels": {
          "C1": { "tools": { "allow": ["read"] } }, "#general": { "tools": { "allow": ["write"] } }, "random": { "tools": { "allow": ["edit"] } },
          "big-talk": { "tools": { "allow": ["message"] } }, "": { "tools": { "allow": ["cron"] } }, "*": { "tools": { "allow": ["image"] } } } } } }
        """,
        new() { Channel = "slack", GroupId = id, GroupChannel = name }).ShouldBe([tool]);

    [Theory]
    [InlineData("100", "5", "general", "read")]
    [InlineData("100", "6", "general", "write")]
    [InlineData("100", "6", "#General", "write")]
    [InlineData("100", "6", "Big Talk", "edit")]
    [InlineData("100", "6", "Hall", "cron")]
    [InlineData("100", "6", "other", "message")]
    [InlineData("Friends", "5", null, "read")]
    [InlineData("friends", "6", null, "message")]
    [InlineData("Other Guild", "5", null, "image")]
    [InlineData("200", "5", null, "canvas")]
    [InlineData("200", "9", null, "browser")]
    public void On_Discord_a_channel_goes_by_its_guild_and_its_id_or_name(string space, string id, string? name, string tool) => Allowed(
        """
        { "channels": { "discord": { "guilds": {
          "100": { "slug": "Friends!", "tools": { "allow": ["message"] }, "channels": {
            "5": { "tools": { "allow": ["read"] } }, "general": { "tools": { "allow": ["write"] } }, "#big-talk": { "tools": { "allow": ["edit"] } }, "Hall": { "tools": { "allow": ["cron"] } } } },
          "other-guild": { "tools": { "allow": ["image"] } },
          "*": { "tools": { "allow": ["browser"] }, "channels": { "5": { "tools": { "allow": ["canvas"] } } } } } } } }
        """,
        new() { Channel = "discord", GroupId = id, GroupSpace = space, GroupChannel = name }).ShouldBe([tool]);

    [Fact]
    public void What_is_told_of_a_channel_of_Discord_names_its_place() => Key(
        """{ "channels": { "discord": { "guilds": { "100": { "channels": { "5": { "tools": { "allow": ["read"] } } } } } } } }""",
        new() { Channel = "discord", GroupId = "5", GroupSpace = "100" }).ShouldBe("channels.discord.guilds.100.channels.5.tools.allow");

    [Fact]
    public void A_slug_names_a_guild_of_Discord_and_no_group_elsewhere() => Allowed(
        """{ "channels": { "signal": { "groups": { "a": { "slug": "b", "tools": { "allow": ["read"] } } } } } }""",
        new() { Channel = "signal", GroupId = "b" }).ShouldBe(ToolVocabulary.Core.Tools);

    [Theory]
    [InlineData("agent:main:telegram:group:-1", null, null, "-2", "read write")]
    [InlineData("agent:main:telegram:group:-1", "agent:main:slack:channel:-3", null, "-2", "read write edit")]
    [InlineData("agent:main:subagent:1", "agent:main:telegram:group:-1", null, "-2", "read write")]
    [InlineData("agent:main:subagent:telegram:group:-1", null, null, null, "read")]
    [InlineData("agent:main:slack:channel:-3:thread:7", null, null, null, "edit")]
    [InlineData("telegram:group:-1", null, null, null, "read")]
    [InlineData("agent:main:imsg:group:-4", null, null, null, "exec apply_patch")]
    [InlineData("agent:main:main", null, "telegram", " ", "")]
    public void What_is_known_of_a_group_beside_the_key_adds_rules_and_takes_none(string key, string? spawnedBy, string? channel, string? group, string denied)
    {
        const string config = """
            { "channels": {
              "telegram": { "groups": { "-1": { "tools": { "deny": ["read"] } }, "-2": { "tools": { "deny": ["write"] } }, "*": { "tools": { "deny": ["image"] } } } },
              "slack": { "channels": { "-3": { "tools": { "deny": ["edit"] } }, "-2": { "tools": { "deny": ["cron"] } } } },
              "imessage": { "groups": { "-4": { "tools": { "deny": ["exec", "apply_patch"] } } } } } }
            """;
        var situation = new ToolSituation { SessionKey = key, SpawnedBy = spawnedBy, Channel = channel, GroupId = group };

        Allowed(config, situation).ShouldBe(Allowed("{}", situation).Except(denied.Split(' ')));
    }

    [Fact]
    public void A_session_keeps_its_groups_id_in_lower_case_and_the_platforms_own_case_counts() => Allowed(
        """{ "channels": { "signal": { "groups": { "abc": { "tools": { "allow": ["read"] } }, "ABC": { "tools": { "allow": ["write"] } } } } } }""",
        new() { SessionKey = "agent:main:signal:group:abc", GroupId = "ABC" }).ShouldBe(["write"]);

    private static IEnumerable<string> Allowed(string config, ToolSituation situation)
    {
        var scope = new AgentToolPolicy(ConfigDocument.Restore(config, "", 1), "main").For(situation);
        return ToolVocabulary.Core.Tools.Where(tool => scope.Decide(tool).Allowed);
    }

    private static string? Key(string config, ToolSituation situation) =>
        ToolExplanation.Of(new AgentToolPolicy(ConfigDocument.Restore(config, "", 1), "main"), situation, "nodes").Layers.Single(report => report.Layer == ToolLayer.Group).Key;
}
