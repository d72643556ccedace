using Moltbot.Policy.Sessions;

namespace Moltbot.Policy.Tests.Sessions;

public sealed class SessionReferenceTests
{
    [Theory]
    [InlineData("main")]
    [InlineData(" global ")]
    [InlineData("unknown")]
    [InlineData("acp:1")]
    [InlineData("agent:main:main")]
    [InlineData("cron:job")]
    [InlineData("hook:mail")]
    [InlineData("node-1")]
    [InlineData("node:1")]
    [InlineData("telegram:group:-1")]
    [InlineData("slack:channel:c1")]
    public void A_key_is_never_looked_up_as_an_id(string text)
    {
        SessionReference.IsKey(text).ShouldBeTrue();
        SessionReference.IsId(text).ShouldBeFalse();
    }

    [Theory]
    [InlineData("0f8fad5b-d9cb-469f-a165-70867728950e", true)]
    [InlineData(" 0f8fad5b-d9cb-469f-a165-70867728950e ", true)]
    [InlineData("0f8fad5bd9cb469fa16570867728950e", false)]
    [InlineData("{0f8fad5b-d9cb-469f-a165-70867728950e}", false)]
    [InlineData("a label", false)]
    [InlineData("x agent:main", false)]
    [InlineData("nodes", false)]
    public void An_id_is_a_guid_with_dashes_and_no_key(string text, bool isId)
    {
        SessionReference.IsId(text).ShouldBe(isId);
        SessionReference.IsKey(text).ShouldBeFalse();
    }
}
