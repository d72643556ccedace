using Moltbot.Policy.Sessions;

namespace Moltbot.Policy.Tests.Sessions;

public sealed class GroupDisplayNameTests
{
    [Theory]
    [InlineData("discord", null, "general", "Our Guild", null, "discord:our-guild#general")]
    [InlineData("discord", null, "#general", "Our Guild", null, "discord:our-guild#general")]
    [InlineData("slack", "ignored", "#eng", null, "C1", "slack:#eng")]
    [InlineData("slack", null, "eng", " ", "C1", "slack:g-eng")]
    [InlineData("telegram", " Family & Friends ", null, "space", "-100", "telegram:g-family-friends")]
    [InlineData("telegram", "#family", null, null, "-100", "telegram:g-family")]
    [InlineData("telegram", null, null, "The Space", "-100", "telegram:g-the-space")]
    [InlineData("telegram", null, null, null, " -100 ", "telegram:g-100")]
    [InlineData("telegram", " ", "", "", "", "telegram:g-the-key")]
    [InlineData("telegram", "g-eng", null, null, null, "telegram:g-eng")]
    [InlineData("telegram", "@ann", null, null, null, "telegram:@ann")]
    [InlineData("telegram", "a#b", null, null, null, "telegram:a#b")]
    [InlineData("telegram", "..a - - b..", null, null, null, "telegram:g-a-b")]
    [InlineData("telegram", "a\t\u00a0b", null, null, null, "telegram:g-a-b")]
    [InlineData(" Telegram ", "x", null, null, null, "telegram:g-x")]
    [InlineData(null, "x", null, null, null, "group:g-x")]
    [InlineData(" ", "x", null, null, null, "group:g-x")]
    public void The_first_name_there_is_makes_the_short_name(string? provider, string? subject, string? groupChannel, string? space, string? id, string expected) =>
        new GroupDisplayName(provider, subject, groupChannel, space, id, "the key").ToString().ShouldBe(expected);

    [Theory]
    [InlineData("группа")]
    [InlineData("группа наших лучших друзей")]
    [InlineData("#")]
    [InlineData("...")]
    public void Where_no_name_can_be_written_only_the_channel_is_shown(string subject) =>
        new GroupDisplayName("telegram", subject, null, null, "-100", "key").ToString().ShouldBe("telegram");
}
