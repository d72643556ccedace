using Moltbot.Policy.Access;
using Moltbot.Policy.Access.Allowlists;
using Moltbot.Policy.Access.Groups;
using Moltbot.Policy.Access.Mentions;
using Moltbot.Policy.Access.Pairing;

namespace Moltbot.Policy.Tests.Access;

/// <summary>How each channel names its people, and which entries name them.</summary>
public sealed class SenderListTests
{
    [Theory]
    [InlineData("telegram", "telegramUserId", "Your Telegram user id: 7", "telegram: tg:")]
    [InlineData("discord", "discordUserId", "Your Discord user id: 7", "discord: user:")]
    [InlineData("slack", "slackUserId", "Your Slack user id: 7", "slack: user:")]
    [InlineData("signal", "signalNumber", "Your Signal sender id: 7", "signal:")]
    [InlineData("imessage", "imessageSenderId", "Your iMessage sender id: 7", "")]
    [InlineData("whatsapp", "whatsappSenderId", "Your WhatsApp phone number: 7", "")]
    [InlineData("googlechat", "googlechatUserId", "Your Google Chat user id: 7", "")]
    [InlineData("matrix", "matrixUserId", "Your Matrix user id: 7", "matrix:")]
    [InlineData("msteams", "msteamsUserId", "Your Microsoft Teams user id: 7", "msteams: user:")]
    [InlineData("line", "lineUserId", "Your LINE user id: 7", "line:")]
    [InlineData("mattermost", "mattermostUserId", "Your Mattermost user id: 7", "mattermost: user:")]
    [InlineData("nextcloud-talk", "nextcloudUserId", "Your Nextcloud user id: 7", "nextcloud-talk: nc-talk: nc:")]
    [InlineData("zalo", "zaloUserId", "Your Zalo user id: 7", "zalo: zl:")]
    [InlineData("zalouser", "zalouserUserId", "Your Zalo user id: 7", "zalouser: zlu:")]
    [InlineData("bluebubbles", "bluebubblesSenderId", "Your BlueBubbles sender id: 7", "")]
    [InlineData("nostr", "nostrPubkey", "Your Nostr public key: 7", "nostr:")]
    [InlineData("twitch", "twitchUserId", "Your Twitch user id: 7", "twitch:")]
    [InlineData("another", "userId", "Your user id: 7", "")]
    public void A_stranger_is_told_their_id_by_its_name_there(string channel, string label, string line, string prefixes)
    {
        var adapter = PairingAdapter.Of(channel);
        adapter.IdLabel.ShouldBe(label);
        adapter.IdLine("7").ShouldBe(line);
        adapter.Prefixes.ShouldBe(prefixes.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_signal_number_is_called_one()
    {
        PairingAdapter.Of("signal").IdLine("+491").ShouldBe("Your Signal number: +491");
        PairingAdapter.Of("telegram").IdLine("+491").ShouldBe("Your Telegram user id: +491");
    }

    [Fact]
    public void A_number_is_looked_for_before_an_id()
    {
        SenderMatcher.Match("whatsapp", ["+491"], new SenderIdentity("+492") { Phone = "+491" }).Allowed.ShouldBeTrue();
        SenderMatcher.Match("whatsapp", ["+492"], new SenderIdentity("+492") { Phone = "+491" }).Allowed.ShouldBeFalse();
        SenderMatcher.Match("whatsapp", ["+492"], new SenderIdentity("+492")).Allowed.ShouldBeTrue();
        SenderMatcher.Match("signal", ["uuid:7"], new SenderIdentity("7") { Phone = "+491" }).Allowed.ShouldBeFalse();
        SenderMatcher.Match("signal", ["uuid:7"], new SenderIdentity("7")).Allowed.ShouldBeTrue();
        SenderMatcher.Match("signal", ["+"], new SenderIdentity("7") { Phone = "none" }).Allowed.ShouldBeFalse();
        SenderMatcher.Match("signal", ["+"], new SenderIdentity(null)).Allowed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("chat_id:5", true)]
    [InlineData("chat:5", true)]
    [InlineData("chat_id:6", false)]
    [InlineData("chat_guid:g", true)]
    [InlineData("guid:h", false)]
    [InlineData("chat_identifier:i", true)]
    [InlineData("chatident:j", false)]
    [InlineData("chat_id:", false)]
    [InlineData("chat_guid:", false)]
    [InlineData("ME@example.com", true)]
    [InlineData("sms:me@example.com", true)]
    [InlineData("you@example.com", false)]
    public void A_chat_of_iMessage_goes_by_any_of_its_names(string entry, bool isNamed) =>
        IMessageAllowlist.Match([entry], new IMessageSender("me@example.com") { ChatId = 5, ChatGuid = " g ", ChatIdentifier = " i " }).Allowed.ShouldBe(isNamed);

    [Fact]
    public void A_blank_iMessage_address_is_nobody()
    {
        IMessageTarget.NormalizeHandle(" ").ShouldBe("");
        IMessageTarget.NormalizeHandle("sms: ").ShouldBe("");
        Should.Throw<FormatException>(() => IMessageTarget.Parse("SMS: ")).Message.ShouldBe("sms: target is required");
        IMessageAllowlist.Match(["chat_guid:g"], new IMessageSender(null)).Allowed.ShouldBeFalse();
        IMessageAllowlist.Match(["sms:"], new IMessageSender("")).Allowed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("7", true)]
    [InlineData("<@!7>", true)]
    [InlineData(" user:7 ", true)]
    [InlineData("user:7a", false)]
    [InlineData("user:", false)]
    [InlineData("alice", false)]
    [InlineData("<@>", false)]
    public void An_id_of_Discord_stays_the_same_persons(string entry, bool isId) => DiscordAllowlist.IsId(entry).ShouldBe(isId);

    [Theory]
    [InlineData("+491", "+491", true, DmVerdict.Accept)]
    [InlineData("+492", "+491", true, DmVerdict.Drop)]
    [InlineData(null, "+491", true, DmVerdict.Drop)]
    [InlineData("+492", "+491", false, DmVerdict.OfferPairing)]
    [InlineData("", "", true, DmVerdict.Drop)]
    public void The_linked_number_is_its_owners(string? from, string? own, bool isFromOwnAccount, DmVerdict verdict) =>
        new WhatsAppAccess(DmPolicy.Pairing, [], [], GroupPolicy.Allowlist, null).DecideDirect(from, own, isFromOwnAccount).ShouldBe(verdict);

    [Fact]
    public void A_word_that_is_no_policy_is_refused()
    {
        Should.Throw<FormatException>(() => DmPolicies.Parse("opne")).Message.ShouldBe("unknown dmPolicy \"opne\" (use pairing, allowlist, open, disabled or closed)");
        Should.Throw<FormatException>(() => GroupPolicies.Parse("opne")).Message.ShouldBe("unknown groupPolicy \"opne\" (use allowlist, open or disabled)");
        DmPolicies.ProblemOf(DmPolicy.Open, ["7", " * "]).ShouldBeNull();
        DmPolicies.ProblemOf(DmPolicy.Open, ["7"]).ShouldBe("dmPolicy=\"open\" requires allowFrom to include \"*\"");
        DmPolicies.ProblemOf(DmPolicy.Allowlist, []).ShouldBeNull();
    }

    [Fact]
    public void What_counts_as_a_mention_is_the_topics_or_else_the_groups()
    {
        var topics = new Dictionary<string, GroupRule>(StringComparer.Ordinal) { ["5"] = new(MentionPatterns: ["topic"]), ["6"] = new() };
        var map = new GroupMap(new Dictionary<string, GroupRule>(StringComparer.Ordinal)
        {
            ["-1"] = new(Topics: topics, MentionPatterns: ["group"]), ["-2"] = new(), ["*"] = new(MentionPatterns: ["all"]),
        });

        map.MentionPatterns("-1", "5").ShouldBe(["topic"]);
        map.MentionPatterns("-1", "6").ShouldBe(["group"]);
        map.MentionPatterns("-1", null).ShouldBe(["group"]);
        map.MentionPatterns("-2", null).ShouldBeEmpty();
        map.MentionPatterns("-3", null).ShouldBe(["all"]);
        GroupMap.Empty.MentionPatterns("-1", null).ShouldBeEmpty();
    }

    [Fact]
    public void The_linked_number_is_a_mention_of_WhatsApp()
    {
        MentionPatterns.OfChannel("whatsapp", "+491").ShouldBe([@"\+491", @"@\+491"]);
        MentionPatterns.OfChannel("whatsapp", "").ShouldBeEmpty();
    }
}
