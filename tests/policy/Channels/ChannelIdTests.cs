using Moltbot.Policy.Channels;

namespace Moltbot.Policy.Tests.Channels;

public sealed class ChannelIdTests
{
    [Theory]
    [InlineData("imsg", "imessage")]
    [InlineData("google-chat", "googlechat")]
    [InlineData("gchat", "googlechat")]
    [InlineData("bb", "bluebubbles")]
    [InlineData("teams", "msteams")]
    [InlineData("nc-talk", "nextcloud-talk")]
    [InlineData("nc", "nextcloud-talk")]
    [InlineData("urbit", "tlon")]
    [InlineData("twitch-chat", "twitch")]
    [InlineData("zl", "zalo")]
    [InlineData("zlu", "zalouser")]
    [InlineData(" IMsg ", "imessage")]
    public void A_channel_goes_by_its_other_names_too(string name, string id)
    {
        ChannelIds.Normalize(name).ShouldBe(id);
        ChannelIds.IsKnown(id).ShouldBeTrue();
        ChannelIds.IsKnown(name).ShouldBeFalse("only an id is one");
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(" ", null)]
    [InlineData("Telegram", "telegram")]
    [InlineData("My-Plugin", "my-plugin")]
    public void A_name_without_another_is_its_own_id(string? name, string? id) => ChannelIds.Normalize(name).ShouldBe(id);

    [Fact]
    public void Webchat_is_a_channel_that_leads_to_nobody_else()
    {
        ChannelIds.IsKnown("webchat").ShouldBeTrue();
        ChannelIds.Deliverable.ShouldNotContain("webchat");
        ChannelIds.Deliverable.ShouldAllBe(id => ChannelIds.IsKnown(id));
        ChannelIds.IsKnown("my-plugin").ShouldBeFalse();
    }

    [Theory]
    [InlineData("direct", "direct")]
    [InlineData(" DM ", "direct")]
    [InlineData("Group", "group")]
    [InlineData("channel", "channel")]
    [InlineData("thread", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_chat_is_of_one_of_three_types(string? text, string? type) => ChatTypes.Normalize(text).ShouldBe(type);
}
