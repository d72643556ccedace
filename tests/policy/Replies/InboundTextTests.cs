using Moltbot.Policy.Replies;

namespace Moltbot.Policy.Tests.Replies;

public sealed class InboundTextTests
{
    [Fact]
    public void All_line_breaks_are_of_one_kind() => InboundText.NormalizeNewlines("a\r\nb\rc\nd\\ne").ShouldBe("a\nb\nc\nd\ne");
}
