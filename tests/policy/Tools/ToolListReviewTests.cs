using Moltbot.Policy.Configuration;
using Moltbot.Policy.Tools;

namespace Moltbot.Policy.Tests.Tools;

public sealed class ToolListReviewTests
{
    [Fact]
    public void Entries_that_fit_no_tool_are_found_wherever_they_stand()
    {
        var snapshot = ConfigLoader.Load(new ConfigSource("", """
            {
              tools: {
                profile: { allow: ["raed"] }, deny: ["exce", "exec", "web_*", "mcp_x_*", "group:mcp", " "], byProvider: { openai: { deny: ["brwoser"] } }, groups: { "-1": { allow: ["!x_*"] } },
                sandbox: { tools: { allow: ["group:nope"] } }, subagents: { tools: { deny: ["crone"] } },
              },
              agents: { list: [{ id: "family", tools: { alsoAllow: ["lobster"] } }] },
              channels: {
                telegram: { groups: { "-1": { toolsBySender: { "7": { allow: ["wirte"] } } } }, accounts: { alt: { groups: { "*": { tools: { deny: ["x"] } } } } } },
                discord: { guilds: { g: { channels: { c: { tools: { allow: ["y", "read"] } } } } } },
              },
            }
            """), new ConfigLoadOptions());
        snapshot.Issues.ShouldBeEmpty();

        ToolListReview.Unmatched(snapshot.Config!).Select(list => $"{list.Key}: {string.Join(", ", list.Value)}").ShouldBe(
        [
            "tools.deny: exce",
            "tools.profile.allow: raed",
            "tools.sandbox.tools.allow: group:nope",
            "tools.subagents.tools.deny: crone",
            "tools.byProvider.openai.deny: brwoser",
            "tools.groups.-1.allow: !x_*",
            "agents.list[family].tools.alsoAllow: lobster",
            "channels.telegram.groups.-1.toolsBySender.7.allow: wirte",
            "channels.telegram.accounts.alt.groups[\"*\"].tools.deny: x",
            "channels.discord.guilds.g.channels.c.tools.allow: y",
        ]);
    }

    [Fact]
    public void A_plugins_name_fits_where_the_plugin_is_there()
    {
        var document = ConfigDocument.Restore("""{ "tools": { "deny": ["lobster"] } }""", "", 1);

        ToolListReview.Unmatched(document).ShouldHaveSingleItem().Key.ShouldBe("tools.deny");
        ToolListReview.Unmatched(document, new ToolVocabulary(ToolGroups.CoreTools, [new("lobster", ["lobster_a"])])).ShouldBeEmpty();
    }

    [Fact]
    public void An_entry_that_cannot_be_read_is_refused_with_the_document()
    {
        var snapshot = ConfigLoader.Load(
            new ConfigSource("", """{ tools: { deny: ["{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}"] } }"""), new ConfigLoadOptions());

        snapshot.Config.ShouldBeNull();
        snapshot.Issues.ShouldHaveSingleItem().Path.ShouldBe("tools.deny.0");
    }
}
