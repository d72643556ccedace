using Moltbot.Gateway.Channels;
using Moltbot.Gateway.Methods.Outbound;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Json;

namespace Moltbot.Gateway.Tests.Methods;

public sealed class SendTargetTests
{
    private static readonly ConfigDocument Document = ConfigLoader.Load(
        new ConfigSource("test.json", """{ channels: { telegram: { botToken: "1:x" }, discord: { token: "a.b.c" } } }"""), new ConfigLoadOptions()).Config!;

    [Theory]
    [InlineData("123", null, "123", null)]
    [InlineData(" telegram:123 ", null, "123", null)]
    [InlineData("tg:@name", null, "@name", null)]
    [InlineData("telegram:group:-100", null, "-100", null)]
    [InlineData("group:-100", null, "-100", null)]
    [InlineData("telegram:-100:topic:7", null, "-100", "7")]
    [InlineData("-100:7", null, "-100", "7")]
    [InlineData("-100:7", "9", "-100", "9")]
    public void A_recipient_is_read_as_telegram_writes_it(string to, string? thread, string chat, string? readThread)
    {
        ReplyTarget target = Read(to, thread).Value!;

        (target.Channel, target.Account, target.ChatId, target.ThreadId).ShouldBe(("telegram", "default", chat, readThread));
    }

    [Theory]
    [InlineData("123", "123", ChatKind.Direct)]
    [InlineData("00123", "123", ChatKind.Direct)]
    [InlineData("+123", "123", ChatKind.Direct)]
    [InlineData("-0100", "-100", ChatKind.Group)]
    [InlineData("group:-100", "-100", ChatKind.Group)]
    [InlineData("-100:7", "-100", ChatKind.Group)]
    [InlineData("@name", "@name", ChatKind.Group)]
    public void A_group_is_told_from_a_person_and_has_one_spelling(string to, string chat, ChatKind kind)
    {
        ReplyTarget target = Read(to, null).Value!;

        (target.ChatId, target.ChatKind).ShouldBe((chat, kind));
    }

    [Theory]
    [InlineData(" ", "Delivering to Telegram requires target <chatId>")]
    [InlineData("telegram:", "invalid recipient for telegram: expected the id of a chat")]
    [InlineData("1\u00012", "invalid recipient for telegram: expected the id of a chat")]
    public void A_recipient_that_is_none_is_refused(string to, string message) => Read(to, null).Error!.Message.ShouldBe(message);

    [Theory]
    [InlineData("user:123", "user:123", ChatKind.Direct)]
    [InlineData("<@!123>", "user:123", ChatKind.Direct)]
    [InlineData("discord:0123", "user:123", ChatKind.Direct)]
    [InlineData(" channel:456 ", "456", ChatKind.Channel)]
    [InlineData("channel:00456", "456", ChatKind.Channel)]
    public void A_recipient_is_read_as_discord_writes_it(string to, string chat, ChatKind kind) => Read(to, null, "discord").Value!.ShouldSatisfyAllConditions(
        target => target.Channel.ShouldBe("discord"), target => target.ChatId.ShouldBe(chat), target => target.ChatKind.ShouldBe(kind));

    [Theory]
    [InlineData("123", "Ambiguous Discord recipient \"123\". Use \"user:123\" for DMs or \"channel:123\" for channel messages.")]
    [InlineData("general", "invalid recipient for discord: expected user:<id> or channel:<id>")]
    [InlineData("channel:1/../2", "invalid recipient for discord: expected user:<id> or channel:<id>")]
    [InlineData("@alice", "Discord DMs require a user id (use user:<id> or a <@id> mention)")]
    public void A_recipient_that_discord_does_not_know_is_refused(string to, string message) => Read(to, null, "discord").Error!.Message.ShouldBe(message);

    [Theory]
    [InlineData("channel:456", "0789", "789")]
    [InlineData("channel:456", " ", "456")]
    public void A_thread_of_discord_is_a_chat_of_its_own(string to, string thread, string chat) => Read(to, thread, "discord").Value!.ShouldSatisfyAllConditions(
        target => target.ChatId.ShouldBe(chat), target => target.ThreadId.ShouldBeNull(), target => target.ChatKind.ShouldBe(ChatKind.Channel));

    [Theory]
    [InlineData("user:123", "789")]
    [InlineData("channel:456", "lunch")]
    [InlineData("channel:456", "user:7")]
    public void What_is_no_thread_there_is_refused(string to, string thread) => Read(to, thread, "discord").Error!.Message.ShouldBe("invalid thread for discord");

    [Theory]
    [InlineData("-100", "07", "7")]
    [InlineData("-100:topic:007", null, "7")]
    [InlineData("-100", " ", null)]
    public void A_topic_of_telegram_has_one_spelling(string to, string? thread, string? topic) => Read(to, thread).Value!.ThreadId.ShouldBe(topic);

    [Theory]
    [InlineData("x")]
    [InlineData("+7")]
    [InlineData("0")]
    [InlineData("7.0")]
    public void What_is_no_topic_is_refused(string thread) => Read("-100", thread).Error!.Message.ShouldBe("invalid thread for telegram: expected the number of a topic");

    private static GatewayResult<ReplyTarget> Read(string to, string? thread, string channel = "telegram") =>
        new SendTargets([new Platform("telegram"), new Platform("discord")]).Read(Document, channel, to, null, thread);

    private sealed class Platform(string id) : IChannelPlatform
    {
        public string Id => id;

        public ChannelLabel Label => throw new NotSupportedException();

        public IReadOnlyList<ChannelAccountSetup> Configure(string tenant, ChannelsConfig? channels) => throw new NotSupportedException();

        public ChannelAccountFacts Describe(string tenant, ChannelsConfig channels, string accountId) => throw new NotSupportedException();

        public Task<RawJson> Probe(string tenant, ChannelsConfig channels, string accountId, CancellationToken cancellation) => throw new NotSupportedException();

        public Task Leave(string tenant, ChannelsConfig channels, string accountId, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
