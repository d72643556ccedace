using Moltbot.Policy.Channels;
using Moltbot.Policy.Sessions;

namespace Moltbot.Policy.Tests.Sessions;

public sealed class SessionNamingTests
{
    private static readonly SessionNaming Named = new("Ops", "Home");

    [Theory]
    [InlineData(" ", "")]
    [InlineData("global", "global")]
    [InlineData(" unknown ", "unknown")]
    [InlineData("main", "agent:ops:home")]
    [InlineData("home", "agent:ops:home")]
    [InlineData("agent:ops:main", "agent:ops:home")]
    [InlineData("agent:ops:home", "agent:ops:home")]
    [InlineData("agent:other:main", "agent:other:home")]
    [InlineData("agent:other:x", "agent:other:x")]
    [InlineData("agent:other", "agent:other")]
    [InlineData("telegram:7", "agent:ops:telegram:7")]
    [InlineData("Main", "agent:ops:Main")]
    public void A_session_is_stored_under_one_key_however_it_is_named(string asked, string stored) => Named.StoredKey(asked).ShouldBe(stored);

    [Theory]
    [InlineData("main", "global")]
    [InlineData("agent:ops:main", "global")]
    [InlineData("agent:ops:home", "global")]
    [InlineData("telegram:7", "agent:ops:telegram:7")]
    public void With_one_session_for_everything_each_main_session_is_that_one(string asked, string stored) =>
        (Named with { IsGlobal = true }).StoredKey(asked).ShouldBe(stored);

    [Theory]
    [InlineData("main", "agent:ops:home")]
    [InlineData(" home ", "agent:ops:home")]
    [InlineData("agent:ops:main", "agent:ops:home")]
    [InlineData("agent:ops:home", "agent:ops:home")]
    [InlineData(" agent:other:main ", "agent:other:main")]
    [InlineData("telegram:7", "telegram:7")]
    public void An_agents_main_session_has_one_key(string asked, string expected) => Named.CanonicalMain("ops", asked).ShouldBe(expected);

    [Fact]
    public void The_main_session_is_the_default_agents()
    {
        Named.MainSessionKey().ShouldBe("agent:ops:home");
        new SessionNaming().MainSessionKey().ShouldBe("agent:main:main");
        (Named with { IsGlobal = true }).MainSessionKey().ShouldBe("global");
    }

    [Theory]
    [InlineData(" Own:Key ", "telegram:group:-1", false, "own:key")]
    [InlineData("own", null, true, "own")]
    [InlineData(null, "telegram:group:-1", false, "agent:main:telegram:group:-1")]
    [InlineData(" ", "telegram:7", false, "agent:main:home")]
    [InlineData(null, "telegram:group:-1", true, "global")]
    public void A_message_that_nothing_routed_goes_where_it_names_or_to_its_group_or_home(string? named, string? from, bool isGlobal, string key) =>
        (Named with { IsGlobal = isGlobal }).KeyOf(named, new GroupOrigin(from, null, null), ChannelIds.IsKnown).ShouldBe(key);
}
