using Moltbot.Policy.Routing;

namespace Moltbot.Policy.Tests.Routing;

public sealed class BoundAccountTests
{
    private static readonly AgentBinding[] Bindings =
    [
        new("Main", "Telegram", "b"), new("home", "telegram", "a"), new("main", "telegram", "B"), new("main", "telegram", "c"), new("main", "discord", "d"),
        new("main", "telegram", "*"), new("main", "telegram", null), new("main", "telegram", " "), new("main", " ", "e"), new("main", null, "f"),
    ];

    [Fact]
    public void Accounts_are_bound_by_name_each_once_in_their_order()
    {
        var all = BoundAccounts.All(Bindings);
        all.Keys.ShouldBe(["telegram", "discord"], ignoreOrder: true);
        all["telegram"].Keys.ShouldBe(["main", "home"], ignoreOrder: true);
        all["telegram"]["main"].ShouldBe(["b", "c"]);
        all["telegram"]["home"].ShouldBe(["a"]);
        all["discord"]["main"].ShouldBe(["d"]);
    }

    [Fact]
    public void The_accounts_of_a_channel_are_those_that_any_binding_names()
    {
        BoundAccounts.OfChannel(Bindings, " TELEGRAM ").ShouldBe(["a", "b", "c"]);
        BoundAccounts.OfChannel(Bindings, "discord").ShouldBe(["d"]);
        BoundAccounts.OfChannel(Bindings, "slack").ShouldBeEmpty();
        BoundAccounts.OfChannel(Bindings, "").ShouldBeEmpty();
    }

    [Fact]
    public void The_default_agent_writes_from_the_first_account_bound_to_it()
    {
        BoundAccounts.OfDefaultAgent(new RoutingRules([], "HOME", Bindings), "Telegram").ShouldBe("a");
        BoundAccounts.OfDefaultAgent(new RoutingRules([], null, Bindings), "telegram").ShouldBe("b");
        BoundAccounts.OfDefaultAgent(new RoutingRules([], "home", Bindings), "discord").ShouldBeNull();
        BoundAccounts.OfDefaultAgent(new RoutingRules([], "main", Bindings), "").ShouldBeNull();
    }

    [Fact]
    public void Without_a_bound_account_the_channels_default_is_written_from()
    {
        BoundAccounts.Preferred(["b", "a"], "default").ShouldBe("b");
        BoundAccounts.Preferred([], "default").ShouldBe("default");
    }
}
