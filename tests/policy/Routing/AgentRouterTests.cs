using Moltbot.Policy.Routing;
using Moltbot.Policy.Sessions;

namespace Moltbot.Policy.Tests.Routing;

/// <summary>To which agent a message goes (runtime.md §4).</summary>
public sealed class AgentRouterTests
{
    private static readonly PeerRef Room = new("group", "42");
    private static readonly AgentBinding Everywhere = new("everywhere", "telegram", "*");

    [Fact]
    public void The_narrowest_binding_wins_wherever_it_stands()
    {
        AgentBinding[] bindings =
        [
            Everywhere, new("account", "telegram", "biz"), new("team", "telegram", "biz", TeamId: "t1"), new("guild", "telegram", "*", GuildId: "g1"),
            new("room", "telegram", "biz", Room),
        ];
        var request = new RouteRequest("telegram", "biz", Room, "g1", "t1", new PeerRef("channel", "7"));
        Route(bindings, request).ShouldBe(("room", "binding.peer"));
        Route(bindings, request with { Peer = request.ParentPeer, ParentPeer = Room }).ShouldBe(("room", "binding.peer.parent"));
        Route(bindings, request with { Peer = null }).ShouldBe(("guild", "binding.guild"));
        Route(bindings, request with { Peer = null, GuildId = "g2" }).ShouldBe(("team", "binding.team"));
        Route(bindings, request with { Peer = null, GuildId = "g2", TeamId = null }).ShouldBe(("account", "binding.account"));
        Route(bindings, new("telegram", "other")).ShouldBe(("everywhere", "binding.channel"));
        Route(bindings, new("discord", "biz", Room)).ShouldBe(("main", "default"));
    }

    [Fact]
    public void Of_equal_bindings_the_first_counts()
    {
        Route([new("first", "telegram"), new("second", "telegram")], new("telegram")).ShouldBe(("first", "binding.account"));
        Route([Everywhere, new("second", "telegram", "*")], new("telegram")).ShouldBe(("everywhere", "binding.channel"));
        Route([new("first", "telegram", "*", Room), new("second", "telegram", "default", Room)], new("telegram", null, Room)).ShouldBe(("first", "binding.peer"));
    }

    [Theory]
    [InlineData("group", "42", true)]
    [InlineData(" GROUP ", " 42 ", true)]
    [InlineData("dm", "42", false)]
    [InlineData("group", "43", false)]
    [InlineData("group", "", false)]
    [InlineData(null, "42", false)]
    [InlineData("group", null, false)]
    public void A_binding_to_a_chat_is_for_that_chat_alone(string? kind, string? id, bool matches) =>
        Route([new("bound", "telegram", null, new PeerRef(kind, id))], new("telegram", null, Room)).Agent.ShouldBe(matches ? "bound" : "main");

    [Fact]
    public void A_binding_to_a_chat_without_an_id_is_for_nobody() =>
        Route([new("bound", "telegram", null, new PeerRef("group", " "))], new("telegram", null, new PeerRef("group", " "))).Agent.ShouldBe("main");

    [Theory]
    [InlineData(" g1 ", "g1", true)]
    [InlineData("g1", " g1 ", true)]
    [InlineData("g1", "G1", false)]
    [InlineData("g1", null, false)]
    public void A_guild_or_a_team_is_matched_by_its_id(string bound, string? actual, bool matches)
    {
        Route([new("bound", "discord", GuildId: bound)], new("discord", GuildId: actual)).Agent.ShouldBe(matches ? "bound" : "main");
        Route([new("bound", "slack", TeamId: bound)], new("slack", TeamId: actual)).Agent.ShouldBe(matches ? "bound" : "main");
    }

    [Fact]
    public void A_blank_guild_or_team_is_none()
    {
        Route([new("bound", "discord", GuildId: " ")], new("discord", GuildId: " ")).ShouldBe(("bound", "binding.account"));
        Route([new("bound", "slack", TeamId: " ")], new("slack", TeamId: " ")).ShouldBe(("bound", "binding.account"));
    }

    [Theory]
    [InlineData("telegram", "telegram", true)]
    [InlineData(" Telegram ", "TELEGRAM ", true)]
    [InlineData("telegram", "discord", false)]
    [InlineData("", "", false)]
    [InlineData(" ", null, false)]
    [InlineData(null, null, false)]
    public void A_channel_is_matched_by_name(string? bound, string? actual, bool matches) =>
        Route([new("bound", bound)], new(actual)).Agent.ShouldBe(matches ? "bound" : "main");

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(" ", "default", true)]
    [InlineData("default", " ", true)]
    [InlineData(" biz ", " biz ", true)]
    [InlineData(" * ", "biz", true)]
    [InlineData("biz", "Biz", false)]
    [InlineData(null, "biz", false)]
    [InlineData("biz", null, false)]
    public void A_binding_without_an_account_is_for_the_default_one(string? bound, string? actual, bool matches) =>
        Route([new("bound", "telegram", bound)], new("telegram", actual)).Agent.ShouldBe(matches ? "bound" : "main");

    [Theory]
    [InlineData("Home", "home")]
    [InlineData("HOME ", "home")]
    [InlineData("gone", "work")]
    [InlineData(" ", "work")]
    public void An_agent_that_is_not_configured_means_the_default_one(string bound, string agent) =>
        AgentRouter.Resolve(new RoutingRules(["home", "Work"], "Work", [new(bound, "telegram")]), new("telegram")).AgentId.ShouldBe(agent);

    [Fact]
    public void Where_no_agents_are_configured_any_is_taken()
    {
        AgentRouter.Resolve(new RoutingRules([], null, [new("Any One", "telegram")]), new("telegram")).AgentId.ShouldBe("any-one");
        AgentRouter.Resolve(new RoutingRules([], "Boss", []), new("telegram")).AgentId.ShouldBe("boss");
        AgentRouter.Resolve(new RoutingRules([], null, []), new("telegram")).AgentId.ShouldBe("main");
    }

    [Fact]
    public void A_message_has_a_session_of_its_agent()
    {
        AgentRouter.Resolve(new RoutingRules([], "a", [], DmScope.PerAccountChannelPeer), new(" Telegram ", " Biz ", new PeerRef("dm", " 42 "))).ShouldBe(
            new AgentRoute("a", "telegram", "Biz", "agent:a:telegram:biz:dm:42", "agent:a:main", "default"));
        AgentRouter.Resolve(new RoutingRules([], "a", []), new(null, null, new PeerRef("group", " "))).ShouldBe(
            new AgentRoute("a", "", "default", "agent:a:unknown:group:unknown", "agent:a:main", "default"));
    }

    [Fact]
    public void A_person_has_one_session_under_several_ids()
    {
        var rules = new RoutingRules([], "a", [], DmScope.PerPeer, new Dictionary<string, IReadOnlyList<string>> { ["alice"] = ["telegram:1"] });
        AgentRouter.Resolve(rules, new("telegram", null, new PeerRef("dm", "1"))).SessionKey.ShouldBe("agent:a:dm:alice");
        AgentRouter.Resolve(rules, new("telegram")).SessionKey.ShouldBe("agent:a:main", "nobody in particular");
    }

    private static (string Agent, string MatchedBy) Route(IReadOnlyList<AgentBinding> bindings, RouteRequest request)
    {
        var route = AgentRouter.Resolve(new RoutingRules([], null, bindings), request);
        return (route.AgentId, route.MatchedBy);
    }
}
