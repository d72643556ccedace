using Moltbot.Policy.Commands;

namespace Moltbot.Policy.Tests.Commands;

public sealed class SessionSwitchTests
{
    [Theory]
    [InlineData("/send on", "allow")]
    [InlineData("/send ALLOW", "allow")]
    [InlineData("/send: off", "deny")]
    [InlineData("/send deny", "deny")]
    [InlineData("/send inherit", "inherit")]
    [InlineData("/send default", "inherit")]
    [InlineData("/send reset", "inherit")]
    [InlineData("/send banana", null)]
    [InlineData("/send", null)]
    public void Answers_are_sent_as_the_session_says(string text, string? mode) => SessionSwitch.Send(text).ShouldBe(new SessionSwitch(true, mode));

    [Theory]
    [InlineData("/activation mention", "mention")]
    [InlineData("/activation ALWAYS", "always")]
    [InlineData("/activation sometimes", null)]
    [InlineData("/activation", null)]
    public void A_group_is_answered_when_mentioned_or_always(string text, string? mode) =>
        SessionSwitch.Activation(text).ShouldBe(new SessionSwitch(true, mode));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("send on")]
    [InlineData("/help")]
    [InlineData("/send on now")]
    [InlineData("/send 5")]
    [InlineData("/activation on5")]
    public void Other_texts_switch_nothing(string? text)
    {
        SessionSwitch.Send(text).ShouldBe(new SessionSwitch(false, null));
        SessionSwitch.Activation(text).ShouldBe(new SessionSwitch(false, null));
    }

    [Fact]
    public void One_switch_is_not_the_other()
    {
        SessionSwitch.Send("/activation always").IsPresent.ShouldBeFalse();
        SessionSwitch.Activation("/send on").IsPresent.ShouldBeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("banana")]
    public void An_unknown_word_means_nothing(string? word)
    {
        SessionSwitch.SendMode(word).ShouldBeNull();
        SessionSwitch.ActivationMode(word).ShouldBeNull();
    }
}
