using Moltbot.Policy.Sessions;

namespace Moltbot.Policy.Tests.Sessions;

/// <summary>To whom a session sends messages, of those that it may read.</summary>
public sealed class SessionMessagesTests
{
    [Theory]
    [InlineData("agent:main:b", new string[0], true)]
    [InlineData("agent:main:b", new[] { "agent:main:a", "agent:main:c" }, true)]
    [InlineData("agent:main:a", new string[0], false)]
    [InlineData("agent:main:b", new[] { "agent:main:b" }, false)]
    [InlineData("agent:main:b", new[] { "agent:main:c", "agent:main:b" }, false)]
    public void Neither_to_itself_nor_to_one_that_led_to_its_turn(string to, string[] causes, bool isSent) =>
        (SessionMessages.RefusalOf("agent:main:a", causes, to) is null).ShouldBe(isSent);
}
