using Moltbot.Policy.Channels;
using Moltbot.Policy.Sessions;

namespace Moltbot.Policy.Tests.Sessions;

public sealed class GroupSessionKeyTests
{
    [Theory]
    [InlineData("telegram:group:-100", null, null, "telegram:group:-100")]
    [InlineData("telegram:-100", "group", null, "telegram:group:-100")]
    [InlineData("telegram:-100", " Group ", null, "telegram:group:-100")]
    [InlineData("telegram:group:-100", "channel", null, "telegram:group:-100")]
    [InlineData("slack:Channel:C1", "group", null, "slack:channel:c1")]
    [InlineData("discord:channel:42", null, null, "discord:channel:42")]
    [InlineData("discord:42", "channel", null, "discord:channel:42")]
    [InlineData("slack:x:channel:C1", null, null, "slack:channel:x:channel:c1")]
    [InlineData("slack:x:group:G1", null, null, "slack:group:x:group:g1")]
    [InlineData("Telegram:Group:ABC:topic:7", "group", "discord", "telegram:group:abc:topic:7")]
    [InlineData("slack:channel:C1", "group", null, "slack:channel:c1")]
    [InlineData(" 120@G.US ", null, null, "whatsapp:group:120@g.us")]
    [InlineData("120@g.us", null, " Signal ", "signal:group:120@g.us")]
    [InlineData("room:group:7", null, "own-plugin", "own-plugin:group:room:group:7")]
    [InlineData("room", "group", "line", "line:group:room")]
    [InlineData("room", "channel", "line", "line:channel:room")]
    [InlineData("room:channel:7", "group", "line", "line:channel:room:channel:7")]
    public void A_group_is_known_by_its_channel_its_kind_and_its_id(string from, string? chatType, string? provider, string key) =>
        GroupSessionKey.FromOrigin(new GroupOrigin(from, chatType, provider), ChannelIds.IsKnown)!.Key.ShouldBe(key);

    [Theory]
    [InlineData("telegram:7", null, "telegram")]
    [InlineData("telegram:7", "direct", "telegram")]
    [InlineData(null, null, null)]
    [InlineData("room:group:7", null, null)]
    [InlineData("room", "group", null)]
    [InlineData("room", "group", " ")]
    [InlineData(null, "group", "telegram")]
    [InlineData("telegram:group", "group", "telegram")]
    [InlineData("telegram", "group", "telegram")]
    public void What_is_no_group_or_of_no_channel_or_has_no_id_has_no_group_key(string? from, string? chatType, string? provider) =>
        GroupSessionKey.FromOrigin(new GroupOrigin(from, chatType, provider), ChannelIds.IsKnown).ShouldBeNull();

    [Fact]
    public void An_address_without_parts_names_no_channel_of_its_own() =>
        GroupSessionKey.FromOrigin(new GroupOrigin(":", "group", "telegram"), static _ => true)!.Key.ShouldBe("telegram:group::");

    [Theory]
    [InlineData("agent:main:telegram:group:-100", "telegram", "group", "-100")]
    [InlineData("discord:channel:42:thread:7", "discord", "channel", "42:thread:7")]
    public void The_group_of_a_key_is_read_with_or_without_its_agent(string key, string channel, string kind, string id) =>
        GroupSessionKey.Parse(key).ShouldBe(new GroupSessionKey(channel, kind, id));

    [Theory]
    [InlineData("agent:main:main")]
    [InlineData("agent:main:telegram:dm:7")]
    [InlineData("telegram:group")]
    [InlineData("telegram:group:")]
    [InlineData("group:telegram:7")]
    public void A_key_of_something_else_names_no_group(string key) => GroupSessionKey.Parse(key).ShouldBeNull();
}
