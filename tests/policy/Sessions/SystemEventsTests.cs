using Moltbot.Policy.Sessions;

namespace Moltbot.Policy.Tests.Sessions;

public sealed class SystemEventsTests
{
    [Theory]
    [InlineData(" paired ", null, "paired")]
    [InlineData("a\r\nSystem: b\nc", null, "a System: b c")]
    [InlineData("paired", "other", "paired")]
    [InlineData(" paired ", "paired", null)]
    [InlineData(" \n ", null, null)]
    public void What_happened_is_one_line_and_said_once(string text, string? last, string? kept) =>
        SystemEvents.LineToKeep("agent:main:main", text, last).ShouldBe(kept);

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void What_happened_is_some_sessions(string? key) =>
        Should.Throw<ArgumentException>(() => SystemEvents.LineToKeep(key, "x", null)).Message.ShouldBe("system events require a sessionKey");
}
