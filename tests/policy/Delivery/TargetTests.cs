using Moltbot.Policy.Delivery;
using Moltbot.Policy.Delivery.Targets;

namespace Moltbot.Policy.Tests.Delivery;

/// <summary>What people and models write for a chat leads to that chat, or nowhere.</summary>
public sealed class TargetTests
{
    [Theory]
    [InlineData("<@7>", "user:7")]
    [InlineData("<@!7>", "user:7")]
    [InlineData("@7", "user:7")]
    [InlineData("user: 7 ", "user:7")]
    [InlineData("discord:7", "user:7")]
    [InlineData("channel:7", "channel:7")]
    [InlineData("general", "channel:general")]
    [InlineData("7a", "channel:7a")]
    [InlineData("127>", "channel:127>")]
    [InlineData("<@77", "channel:<@77")]
    [InlineData("<@!!7>", "channel:<@!!7>")]
    [InlineData("<@>", "channel:<@>")]
    public void A_target_of_Discord_is_a_person_or_a_room(string text, string target) => (DiscordTarget.Parse(text).Target?.Normalized).ShouldBe(target);

    [Theory]
    [InlineData("7", "Ambiguous Discord recipient \"7\". Use \"user:7\" for DMs or \"channel:7\" for channel messages.")]
    [InlineData("@alice", "Discord DMs require a user id (use user:<id> or a <@id> mention)")]
    [InlineData("@", "Discord DMs require a user id (use user:<id> or a <@id> mention)")]
    public void What_may_be_either_or_goes_by_a_name_is_refused_on_Discord(string text, string problem)
    {
        DiscordTarget.Parse(text).ShouldBe(new TargetReading(null, problem));
        DiscordTarget.ParseRecipient(text).ShouldBe(new TargetReading(null, problem));
    }

    [Fact]
    public void Only_a_number_leads_anywhere_on_Discord()
    {
        DiscordTarget.ParseRecipient("channel:007").Target.ShouldBe(new MessagingTarget(TargetKind.Channel, "7", "channel:007"));
        DiscordTarget.ParseRecipient("7", TargetKind.User).Target.ShouldBe(new MessagingTarget(TargetKind.User, "7", "7"));
        foreach (var text in (string[])["general", "channel:7/../8", "user:-7", "user:", ""])
        {
            DiscordTarget.ParseRecipient(text).ShouldBe(new TargetReading(null, "invalid recipient for discord: expected user:<id> or channel:<id>"), text);
        }
    }

    [Theory]
    [InlineData("<@U1>", "user:u1")]
    [InlineData("@U1", "user:u1")]
    [InlineData("#C1", "channel:c1")]
    [InlineData("slack:U1", "user:u1")]
    [InlineData("C1", "channel:c1")]
    [InlineData("abC1>", "channel:abc1>")]
    [InlineData("<@C11", "channel:<@c11")]
    [InlineData("<@>", "channel:<@>")]
    public void A_target_of_Slack_is_a_person_or_a_room(string text, string target) => (SlackTarget.Parse(text).Target?.Normalized).ShouldBe(target);

    [Theory]
    [InlineData("@", "Slack DMs require a user id (use user:<id> or <@id>)")]
    [InlineData("@ann.b", "Slack DMs require a user id (use user:<id> or <@id>)")]
    [InlineData("#", "Slack channels require a channel id (use channel:<id>)")]
    [InlineData("#big-talk", "Slack channels require a channel id (use channel:<id>)")]
    public void What_goes_by_a_name_is_refused_on_Slack(string text, string problem) => SlackTarget.Parse(text).ShouldBe(new TargetReading(null, problem));

    [Fact]
    public void A_target_of_the_other_kind_is_none()
    {
        SlackTarget.Parse("U1").Require("Slack", TargetKind.Channel).ShouldBe(("U1", null));
        SlackTarget.Parse("U1").Require("Slack", TargetKind.User).ShouldBe((null, "Slack user id is required (use user:<id>)."));
        SlackTarget.Parse("user:").Require("Slack", TargetKind.User).ShouldBe((null, "Slack user id is required."));
        SlackTarget.Parse("#").Require("Slack", TargetKind.Channel).ShouldBe((null, "Slack channels require a channel id (use channel:<id>)"));
    }

    [Theory]
    [InlineData("+49 (1) 23", "+49123")]
    [InlineData("whatsapp:WhatsApp: 49123", "+49123")]
    [InlineData("49123:2@s.whatsapp.net", "+49123")]
    [InlineData("49123@lid", "+49123")]
    [InlineData("123-456@g.us", "123-456@g.us")]
    [InlineData("whatsapp:123@G.US", "123@g.us")]
    [InlineData("abc@g.us", null)]
    [InlineData("1203@g.uk", null)]
    [InlineData("49123@example.com", null)]
    [InlineData("nobody", null)]
    [InlineData("*", null)]
    [InlineData(null, null)]
    public void A_target_of_WhatsApp_is_a_number_or_a_group(string? text, string? target)
    {
        WhatsAppTarget.Normalize(text).ShouldBe(target);
        WhatsAppTarget.IsGroup(text).ShouldBe(target?.EndsWith("@g.us", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData("+49 123", "49123@s.whatsapp.net")]
    [InlineData("whatsapp:+49123", "49123@s.whatsapp.net")]
    [InlineData("123-456@g.us", "123-456@g.us")]
    [InlineData("49123@lid", "49123@lid")]
    public void The_platform_is_told_an_address(string text, string address) => WhatsAppTarget.ToAddress(text).ShouldBe(address);

    [Theory]
    [InlineData("-1", "-1", null)]
    [InlineData("-1:topic:5", "-1", 5)]
    [InlineData("-1:5", "-1", 5)]
    [InlineData("-1:topic:x", "-1:topic:x", null)]
    [InlineData("telegram:group:-1:5", "-1", 5)]
    [InlineData("telegram:tg:group:-1", "-1", null)]
    [InlineData("group:-1", "group:-1", null)]
    [InlineData(":5", ":5", null)]
    [InlineData("@name", "@name", null)]
    public void A_target_of_Telegram_is_a_chat_and_maybe_its_topic(string text, string chat, int? topic) => TelegramTarget.Parse(text).ShouldBe(new TelegramTarget(chat, topic));

    [Theory]
    [InlineData("7", "direct")]
    [InlineData("-7", "group")]
    [InlineData("tg:7", "direct")]
    [InlineData("7a", "unknown")]
    [InlineData("-", "unknown")]
    [InlineData("@name", "unknown")]
    public void A_number_tells_the_kind_of_a_chat_of_Telegram(string text, string kind) => TelegramTarget.ChatTypeOf(text).ShouldBe(kind);

    [Theory]
    [InlineData(true, 5, 5)]
    [InlineData(true, null, 1)]
    [InlineData(false, 5, null)]
    [InlineData(false, null, null)]
    public void Only_a_forum_of_Telegram_has_topics_and_its_general_one_is_the_first(bool isForum, int? thread, int? topic) =>
        TelegramTarget.ForumTopicOf(isForum, thread).ShouldBe(topic);

    [Theory]
    [InlineData(2d, 2)]
    [InlineData(7.9, 7)]
    [InlineData(0d, 0)]
    [InlineData(1d, null)]
    [InlineData(1.9, null)]
    [InlineData(double.NaN, null)]
    [InlineData(double.PositiveInfinity, null)]
    [InlineData(null, null)]
    public void The_general_topic_of_Telegram_is_not_named_when_sending(double? thread, int? topic) => TelegramTarget.TopicToSendTo(thread).ShouldBe(topic);

    [Theory]
    [InlineData("77", "77")]
    [InlineData("077", "77")]
    [InlineData("+77", "77")]
    [InlineData("-0100", "-100")]
    [InlineData("@name", "@name")]
    [InlineData("7 7", "7 7")]
    [InlineData("99999999999999999999", "99999999999999999999")]
    public void A_chat_of_Telegram_has_one_spelling(string id, string spelling) => TelegramTarget.Spelling(id).ShouldBe(spelling);

    [Fact]
    public void A_chat_of_Telegram_is_never_empty() => TelegramTarget.Parse(":topic:5").ChatId.ShouldNotBe("");
}
