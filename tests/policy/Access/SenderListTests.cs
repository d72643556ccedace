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
        SenderMatcher.Match("signal", ["uuid:"], new SenderIdentity(" ")).Allowed.ShouldBeFalse();
        SenderMatcher.Match("signal", ["signal:uuid:7"], new SenderIdentity("7")).Allowed.ShouldBeTrue();
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
        IMessageAllowlist.Match(["nobody"], new IMessageSender("someone")).Allowed.ShouldBeFalse("neither has a digit");
        IMessageAllowlist.Match(["chat_guid:"], new IMessageSender(null) { ChatGuid = " " }).Allowed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("7", true)]
    [InlineData("<@!7>", true)]
    [InlineData(" user:7 ", true)]
    [InlineData("user:7a", false)]
    [InlineData("user:", false)]
    [InlineData("alice", false)]
    [InlineData("<@>", false)]
    [InlineData("<@7", false)]
    [InlineData("127>", false)]
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
    public void What_holds_in_a_place_is_its_own_before_everybodys()
    {
        GroupRule own = new(false, Topics("5", new(AllowFrom: ["own topic"])), AllowFrom: ["own"]);
        GroupRule all = new(true, new Dictionary<string, GroupRule>(Topics("5", new(true, AllowFrom: ["any topic"])), StringComparer.Ordinal) { ["6"] = new(true, AllowFrom: ["any 6"]) }, AllowFrom: ["any"], IsEnabled: false);
        var map = new GroupMap(new Dictionary<string, GroupRule>(StringComparer.Ordinal) { ["-1"] = own, ["*"] = all });

        map.AllowFrom("-1", null).ShouldBe(["own"]);
        map.AllowFrom("-2", null).ShouldBe(["any"]);
        map.AllowFrom("-1", "5").ShouldBe(["own topic"]);
        map.AllowFrom("-1", "6").ShouldBe(["any 6"]);
        map.AllowFrom("-2", "5").ShouldBe(["any topic"]);
        map.IsEnabled("-1").ShouldBeTrue();
        map.IsEnabled("-2").ShouldBeFalse();
        map.Of("*").ShouldBeNull();
        map.RequiresMentionInTopic("-1", "5").ShouldBeTrue("the topic of all groups comes before the group");
        map.RequiresMentionInTopic("-1", "7").ShouldBeFalse();

        static Dictionary<string, GroupRule> Topics(string id, GroupRule rule) => new(StringComparer.Ordinal) { [id] = rule };
    }

    [Fact]
    public void The_linked_number_is_a_mention_of_WhatsApp()
    {
        MentionPatterns.OfChannel("whatsapp", "+491").ShouldBe([@"\+491", @"@\+491"]);
        MentionPatterns.OfChannel("whatsapp", "").ShouldBeEmpty();
        MentionPatterns.OfChannel("whatsapp", null).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("auto:+49 1", "handle", "+49 1", "auto")]
    [InlineData("SMS:me@example.com", "handle", "me@example.com", "sms")]
    [InlineData("smsomebody@example.com", "handle", "smsomebody@example.com", "auto")]
    [InlineData("sms:chat_guid: g ", "chat_guid", "g", null)]
    [InlineData("chat:05", "chat_id", "5", null)]
    public void An_iMessage_address_is_read(string text, string kind, string value, string? service) =>
        IMessageTarget.Parse(text).ShouldBe(new IMessageTarget(kind, value, service));

    [Theory]
    [InlineData(" ", "iMessage target is required")]
    [InlineData("guid:", "chat_guid is required")]
    [InlineData("chat_id:x", "Invalid chat_id: x")]
    public void An_iMessage_address_that_names_nothing_is_refused(string text, string message) =>
        Should.Throw<FormatException>(() => IMessageTarget.Parse(text)).Message.ShouldBe(message);

    [Theory]
    [InlineData("auto:+49 1", "+491")]
    [InlineData("imessage@example.com", "imessage@example.com")]
    public void A_handle_has_one_spelling(string handle, string spelling) => IMessageTarget.NormalizeHandle(handle).ShouldBe(spelling);

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef", true)]
    [InlineData("01234567-89ab-cdef-0123-456789abcdef", true)]
    [InlineData("01234567890123456789012345678901", false)]
    [InlineData("alice", false)]
    public void A_uuid_has_a_letter_or_dashes(string text, bool isUuid) => SignalAllowlist.LooksLikeUuid(text).ShouldBe(isUuid);

    [Theory]
    [InlineData("7", "7", MatchSources.Id)]
    [InlineData("msteams:7", "msteams:7", MatchSources.PrefixedId)]
    [InlineData("ALICE A.", "ALICE A.", MatchSources.Name)]
    [InlineData("msteams:alice a.", "msteams:alice a.", MatchSources.PrefixedName)]
    [InlineData("@alice#1", "@alice#1", MatchSources.Tag)]
    [InlineData("msteams:@alice#1", "msteams:@alice#1", MatchSources.PrefixedTag)]
    [InlineData("@alice", "@alice", MatchSources.Username)]
    public void A_channel_without_a_matcher_of_its_own_finds_a_sender_by_all_they_are_called(string entry, string key, string source) =>
        SenderMatcher.Match("msteams", ["other", entry], new SenderIdentity("7", "alice", "Alice A.", "alice#1")).ShouldBe(AllowMatch.By(key, source));

    [Theory]
    [InlineData("u1", MatchSources.Id)]
    [InlineData("SLACK:U1", MatchSources.PrefixedId)]
    [InlineData("user:u1", MatchSources.PrefixedUser)]
    [InlineData("alice a", MatchSources.Name)]
    [InlineData("slack:alice a", MatchSources.PrefixedName)]
    [InlineData("alice-a", MatchSources.Slug)]
    public void Slack_finds_a_sender_by_id_or_name(string entry, string source) =>
        SenderMatcher.Match("slack", [entry], new SenderIdentity("U1") { Name = " Alice A" }).Source.ShouldBe(source);

    [Fact]
    public void Who_has_no_id_or_name_is_named_by_no_prefix()
    {
        SenderMatcher.Match("slack", ["slack:", "user:"], new SenderIdentity(null)).Allowed.ShouldBeFalse();
        SenderMatcher.Match("telegram", ["@", ""], new SenderIdentity("7")).Allowed.ShouldBeFalse();
        SenderMatcher.Match("msteams", ["msteams:", "@", "msteams:@"], new SenderIdentity(" ", "@", " ", "")).Allowed.ShouldBeFalse();
        SenderMatcher.Match("whatsapp", ["49123@example.com", "49123@g.us"], new SenderIdentity("+49123")).Allowed.ShouldBeFalse();
        SenderMatcher.Match("whatsapp", ["whatsapp:49123:2@s.whatsapp.net"], new SenderIdentity("+49123")).Allowed.ShouldBeTrue();
    }

    [Fact]
    public void A_list_has_no_blanks()
    {
        ListEntries.Clean([" ", " a "]).ShouldBe(["a"]);
        ListEntries.Merge(["a"], null).ShouldBe(["a"]);
        ListEntries.Merge(null, ["a", "A", "b"]).ShouldBe(["a", "b"]);
        Slugs.Of(null).ShouldBe("");
        Slugs.OfSlack(null).ShouldBe("");
        Slugs.OfSlack(" A b  c!d - e ").ShouldBe("a-b-c-d-e");
        Slugs.OfSlack("#a@b.c_d+e-f").ShouldBe("#a@b.c_d+e-f");
    }

    [Fact]
    public void A_group_chat_is_let_in_by_id_or_wildcard()
    {
        OptionalRestriction.AllowsDiscordGroupChat([" * "], "5", null).ShouldBeTrue();
        OptionalRestriction.AllowsDiscordGroupChat([" 5 "], "5", null).ShouldBeTrue();
        OptionalRestriction.AllowsDiscordGroupChat(["6"], "5", "7").ShouldBeFalse();
        OptionalRestriction.AllowsDiscordGroupChat(null, "5", null).ShouldBeTrue();
        OptionalRestriction.AllowsDiscordGroupChat([], "5", null).ShouldBeFalse();
    }

    [Fact]
    public void A_wildcard_in_a_list_is_no_number_of_ones_own()
    {
        var access = new WhatsAppAccess(DmPolicy.Pairing, ["*"], [" * "], GroupPolicy.Allowlist, null);
        access.IsSelfChat("+491").ShouldBeFalse();
        access.IsSelfChat(null).ShouldBeFalse();
        (access with { AllowFrom = ["+491"] }).IsSelfChat("+491").ShouldBeTrue();
        (access with { AllowFrom = [] }).DecideDirect("+492", "+491", isFromOwnAccount: false).ShouldBe(DmVerdict.OfferPairing, "an approval names somebody");
    }

    [Fact]
    public void A_value_for_a_sender_is_found_by_id_first()
    {
        KeyValuePair<string, string>[] values = [new("*", "all"), new("@", "nobody"), new(" Alice ", "name"), new("@alice1", "user"), new("+491", "phone"), new("7", "id")];
        SenderKeyed.Find(values, new SenderIdentity("7", "alice1", "alice", Phone: "+491")).ShouldBe("id");
        SenderKeyed.Find(values, new SenderIdentity(null, "alice1", "alice", Phone: "+491")).ShouldBe("phone");
        SenderKeyed.Find(values, new SenderIdentity(" ", "@ALICE1", "alice")).ShouldBe("user");
        SenderKeyed.Find(values, new SenderIdentity("*", null, "alice")).ShouldBe("name", "a star is nobody's id");
        SenderKeyed.Find(values, new SenderIdentity("8")).ShouldBe("all");
        SenderKeyed.Find<string>(null, new SenderIdentity("8")).ShouldBeNull();
    }

    [Theory]
    [InlineData("-100", "-100", null)]
    [InlineData(" -100 : topic : 5 ", "-100", "5")]
    [InlineData("-100:5", "-100", "5")]
    [InlineData("-100:5x", "-100:5x", null)]
    [InlineData("a:topic:5", "a:topic:5", null)]
    [InlineData("-100:topic:x", "-100:topic:x", null)]
    [InlineData("-100:other:5", "-100:other:5", null)]
    [InlineData("a:5", "a:5", null)]
    [InlineData(" : ", null, null)]
    [InlineData(null, null, null)]
    public void A_topic_of_Telegram_is_read_with_its_group(string? text, string? chat, string? topic) =>
        TelegramGroupId.Parse(text).ShouldBe(new TelegramGroupId(chat, topic));
}
