using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Gateway.Channels.Telegram.Api;
using Moltbot.Gateway.Channels.Telegram.Inbound;
using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Gateway.Tests.Channels.Telegram.Inbound;

/// <summary>Updates as Telegram writes them, and what becomes of each.</summary>
public sealed class UpdateMapperTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
    private static readonly BotIdentity Bot = new(777000, "molty_bot");

    private const string Ann = """{"id":42,"is_bot":false,"first_name":"Ann","last_name":"Lee","username":"ann"}""";
    private const string Dm = """{"id":42,"type":"private","first_name":"Ann"}""";
    private const string Group = """{"id":-1001,"type":"supergroup","title":"Team"}""";
    private const string Forum = """{"id":-1002,"type":"supergroup","title":"Forum","is_forum":true}""";

    [Fact]
    public void A_direct_message_names_its_sender_by_id()
    {
        var mapped = Map("message", $$"""{"message_id":5,"from":{{Ann}},"chat":{{Dm}},"date":1700000000,"text":"hello"}""")!;

        mapped.ShouldBeEquivalentTo(new InboundMessage
        {
            UpdateId = "900", Kind = InboundKind.Message, ChatId = "42", ChatKind = ChatKind.Direct, MessageId = "5", Text = "hello",
            SentAt = 1_700_000_000_000, Sender = new InboundSender { Id = "42", Name = "Ann Lee", Username = "ann" },
        });
    }

    [Fact]
    public void An_edit_is_the_same_message_of_another_kind()
    {
        var mapped = Map("edited_message", $$"""{"message_id":5,"from":{{Ann}},"chat":{{Dm}},"date":1700000000,"edit_date":1700000060,"text":"hi"}""")!;

        mapped.ShouldSatisfyAllConditions(
            m => m.Kind.ShouldBe(InboundKind.Edit), m => m.MessageId.ShouldBe("5"), m => m.SentAt.ShouldBe(1_700_000_060_000));
    }

    [Theory]
    [InlineData("channel_post", InboundKind.Message)]
    [InlineData("edited_channel_post", InboundKind.Edit)]
    public void A_channel_post_has_no_sender_whom_anybody_could_admit(string kind, InboundKind expected)
    {
        var mapped = Map(kind, """{"message_id":5,"sender_chat":{"id":-1009,"type":"channel"},"chat":{"id":-1009,"type":"channel","title":"News"},"date":1,"text":"x"}""")!;

        mapped.ShouldSatisfyAllConditions(
            m => m.Kind.ShouldBe(expected), m => m.Sender.ShouldBeNull(), m => m.ChatKind.ShouldBe(ChatKind.Channel), m => m.ChatId.ShouldBe("-1009"));
    }

    [Fact]
    public void A_group_that_speaks_in_its_own_name_is_no_sender()
    {
        // C4: an anonymous admin's "from" is an account that all of them share, and a chat id must never pass for a person's.
        var mapped = Map("message", $$"""{"message_id":5,"from":{"id":1087968824,"is_bot":true,"first_name":"Group"},"sender_chat":{{Group}},"chat":{{Group}},"date":1,"text":"x"}""")!;

        mapped.Sender.ShouldBeNull();
    }

    [Fact]
    public void A_button_belongs_to_whoever_pressed_it()
    {
        // C5: the message below which it hangs is the bot's; the one who acts is the presser.
        var mapped = Map("callback_query", $$"""{"id":"c1","from":{{Ann}},"message":{"message_id":9,"from":{"id":777000,"is_bot":true},"chat":{{Group}},"date":1,"text":"?"},"data":"yes"}""")!;

        mapped.ShouldSatisfyAllConditions(
            m => m.Kind.ShouldBe(InboundKind.Button), m => m.Sender!.Id.ShouldBe("42"), m => m.Text.ShouldBe("yes"),
            m => m.ChatId.ShouldBe("-1001"), m => m.MessageId.ShouldBe("9"), m => m.RepliesToBot.ShouldBeTrue(),
            m => m.SentAt.ShouldBe(Now.ToUnixTimeMilliseconds()));
    }

    [Fact]
    public void A_reaction_tells_what_was_added()
    {
        var mapped = Map("message_reaction", $$"""{"chat":{{Group}},"message_id":9,"user":{{Ann}},"date":7,"old_reaction":[{"type":"emoji","emoji":"👍"}],"new_reaction":[{"type":"emoji","emoji":"👍"},{"type":"emoji","emoji":"🔥"}]}""")!;

        mapped.ShouldSatisfyAllConditions(
            m => m.Kind.ShouldBe(InboundKind.Reaction), m => m.Text.ShouldBe("🔥"), m => m.Sender!.Id.ShouldBe("42"), m => m.MessageId.ShouldBe("9"));
    }

    [Fact]
    public void An_anonymous_reaction_has_no_sender() =>
        Map("message_reaction", $$"""{"chat":{{Group}},"message_id":9,"actor_chat":{{Group}},"date":7,"new_reaction":[]}""")!.Sender.ShouldBeNull();

    [Fact]
    public void A_change_of_the_bots_standing_is_membership()
    {
        var mapped = Map("my_chat_member", $$"""{"chat":{{Dm}},"from":{{Ann}},"date":7,"old_chat_member":{"status":"member","user":{"id":777000} },"new_chat_member":{"status":"kicked","user":{"id":777000} } }""")!;

        mapped.ShouldSatisfyAllConditions(m => m.Kind.ShouldBe(InboundKind.Membership), m => m.Text.ShouldBe("kicked"));
    }

    [Theory]
    [InlineData("poll", """{"id":"1"}""")]
    [InlineData("inline_query", """{"id":"1","query":"x"}""")]
    [InlineData("a_kind_of_2030", "[1,2,3]")]
    [InlineData("message", "null")]
    [InlineData("message", """{"message_id":5,"chat":{"id":42,"type":"private"},"date":1}""")]
    [InlineData("message", """{"message_id":5,"chat":{"id":-1,"type":"supergroup"},"date":1,"new_chat_members":[{"id":1}]}""")]
    [InlineData("message", """{"message_id":5,"chat":{"id":-1,"type":"holodeck"},"date":1,"text":"x"}""")]
    [InlineData("message", """{"message_id":5,"from":{"id":777000,"is_bot":true},"chat":{"id":-1,"type":"group"},"date":1,"text":"my own"}""")]
    [InlineData("callback_query", """{"id":"c1","from":{"id":42},"inline_message_id":"7","data":"x"}""")]
    public void What_holds_nothing_for_the_bot_is_only_confirmed(string kind, string content) => Map(kind, content).ShouldBeNull();

    [Theory]
    [InlineData("message", "\"text\"")]
    [InlineData("message", """{"message_id":"5"}""")]
    [InlineData("message", """{"message_id":5,"chat":{"id":1e99,"type":"private"},"date":1,"text":"x"}""")]
    [InlineData("message", """{"message_id":5,"chat":{"id":1,"type":"private"},"date":1,"text":"\ud800"}""")]
    [InlineData("callback_query", """{"id":{},"from":[]}""")]
    public void What_cannot_be_read_still_has_an_id_to_confirm(string kind, string content)
    {
        var raw = Read(kind, content);

        raw.ShouldSatisfyAllConditions(r => r.UpdateId.ShouldBe(900), r => r.Update.ShouldBeNull());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"update_id":"900"}""")]
    [InlineData("""{"update_id":-1}""")]
    [InlineData("""{"update_id":1.5}""")]
    [InlineData("[]")]
    [InlineData("7")]
    public void What_has_no_id_is_nothing(string text) =>
        RawUpdate.Read(JsonDocument.Parse(text).RootElement).ShouldBe(new RawUpdate(null, null));

    [Theory]
    [InlineData("@molty_bot hi", "mention", 0, 10, true, true)]
    [InlineData("@Molty_Bot hi", "mention", 0, 10, true, true)]
    [InlineData("@molty_bott hi", "mention", 0, 11, false, true)]
    [InlineData("hi @bob", "mention", 3, 4, false, true)]
    [InlineData("/status@molty_bot", "bot_command", 0, 17, true, false)]
    [InlineData("/status", "bot_command", 0, 7, false, false)]
    [InlineData("@molty_bot", "mention", 5, 900, false, true)]
    [InlineData("@molty_bot", "mention", -1, 5, false, true)]
    [InlineData("@molty_bot", "mention", 2147483647, 2147483647, false, true)]
    public void Mentions_are_what_Telegram_marked(string text, string type, int offset, int length, bool bot, bool anyone)
    {
        var mapped = Map("message", $$"""{"message_id":5,"from":{{Ann}},"chat":{{Group}},"date":1,"text":"{{text}}","entities":[{"type":"{{type}}","offset":{{offset}},"length":{{length}}}]}""")!;

        mapped.ShouldSatisfyAllConditions(m => m.MentionsBot.ShouldBe(bot), m => m.MentionsAnyone.ShouldBe(anyone));
    }

    [Theory]
    [InlineData("/status@molty_bot", 0, 17, "/status")]
    [InlineData("/activation@Molty_Bot always", 0, 21, "/activation always")]
    [InlineData("say /status@molty_bot", 4, 17, "say /status@molty_bot")]
    public void A_command_of_the_menu_is_one_without_the_bots_name(string text, int offset, int length, string command) =>
        Map("message", $$"""{"message_id":5,"from":{{Ann}},"chat":{{Group}},"date":1,"text":"{{text}}","entities":[{"type":"bot_command","offset":{{offset}},"length":{{length}}}]}""")!
            .Text.ShouldBe(command);

    [Fact]
    public void Text_that_only_looks_like_a_mention_is_none() =>
        Map("message", $$"""{"message_id":5,"from":{{Ann}},"chat":{{Group}},"date":1,"text":"@molty_bot"}""")!.MentionsBot.ShouldBeFalse();

    [Fact]
    public void A_mention_by_id_counts() =>
        Map("message", $$"""{"message_id":5,"from":{{Ann}},"chat":{{Group}},"date":1,"text":"Molty","entities":[{"type":"text_mention","offset":0,"length":5,"user":{"id":777000} }]}""")!
            .MentionsBot.ShouldBeTrue();

    [Theory]
    [InlineData("see here now", """{"type":"text_link","offset":4,"length":4,"url":"https://x.example/a"}""", "see [here](https://x.example/a) now")]
    [InlineData("see here", """{"type":"text_link","offset":4,"length":9,"url":"https://x.example"}""", "see here")]
    [InlineData("see here", """{"type":"text_link","offset":0,"length":8,"url":"https://x.example"},{"type":"text_link","offset":4,"length":4,"url":"https://y.example"}""", "[see here](https://x.example)")]
    [InlineData("/help@molty_bot here", """{"type":"bot_command","offset":0,"length":15},{"type":"text_link","offset":16,"length":4,"url":"https://x.example"}""", "/help [here](https://x.example)")]
    [InlineData("see here", """{"type":"url","offset":4,"length":4}""", "see here")]
    public void A_link_behind_words_is_shown(string text, string entities, string shown) =>
        Map("message", $$"""{"message_id":5,"from":{{Ann}},"chat":{{Group}},"date":1,"text":"{{text}}","entities":[{{entities}}]}""")!.Text.ShouldBe(shown);

    [Fact]
    public void A_command_for_another_bot_is_not_ours() =>
        Map("message", $$"""{"message_id":5,"from":{{Ann}},"chat":{{Group}},"date":1,"text":"/new@other_bot","entities":[{"type":"bot_command","offset":0,"length":14}]}""")
            .ShouldBeNull();

    [Fact]
    public void Topics_are_threads_and_the_general_topic_is_one()
    {
        Map("message", $$"""{"message_id":5,"message_thread_id":33,"is_topic_message":true,"from":{{Ann}},"chat":{{Forum}},"date":1,"text":"x"}""")!.ThreadId.ShouldBe("33");
        Map("message", $$"""{"message_id":5,"from":{{Ann}},"chat":{{Forum}},"date":1,"text":"x"}""")!.ThreadId.ShouldBe("1");
        Map("message", $$"""{"message_id":5,"message_thread_id":33,"from":{{Ann}},"chat":{{Group}},"date":1,"text":"x"}""")!.ThreadId.ShouldBeNull();
    }

    [Fact]
    public void A_reply_to_the_bot_is_seen_but_the_opening_of_a_topic_is_no_reply()
    {
        const string Mine = """{"message_id":33,"from":{"id":777000,"is_bot":true},"chat":{"id":-1002,"type":"supergroup"},"date":1,"text":"mine"}""";
        var reply = Map("message", $$"""{"message_id":40,"from":{{Ann}},"chat":{{Group}},"date":1,"text":"x","reply_to_message":{{Mine}}}""")!;
        var inTopic = Map("message", $$"""{"message_id":40,"message_thread_id":33,"is_topic_message":true,"from":{{Ann}},"chat":{{Forum}},"date":1,"text":"x","reply_to_message":{{Mine}}}""")!;

        reply.ShouldSatisfyAllConditions(m => m.RepliesToBot.ShouldBeTrue(), m => m.ReplyToMessageId.ShouldBe("33"));
        inTopic.ShouldSatisfyAllConditions(m => m.RepliesToBot.ShouldBeFalse(), m => m.ReplyToMessageId.ShouldBeNull());
    }

    [Fact]
    public void Media_are_named_and_their_caption_is_the_text()
    {
        var mapped = Map("message", $$"""{"message_id":5,"from":{{Ann}},"chat":{{Dm}},"date":1,"caption":"look","animation":{},"document":{},"photo":[{}],"voice":null}""")!;

        mapped.ShouldSatisfyAllConditions(m => m.Text.ShouldBe("look"), m => m.MediaKinds.ShouldBe(["image", "video"]));
    }

    [Theory]
    [InlineData("photo", "[{}]", "image")]
    [InlineData("voice", "{}", "audio")]
    [InlineData("audio", "{}", "audio")]
    [InlineData("video_note", "{}", "video")]
    [InlineData("document", "{}", "document")]
    [InlineData("sticker", "{}", "sticker")]
    [InlineData("contact", "{}", "contact")]
    [InlineData("poll", "{}", "poll")]
    [InlineData("dice", "{}", "dice")]
    [InlineData("story", "{}", "story")]
    public void Media_without_a_text_are_not_lost(string member, string value, string kind) =>
        Map("message", $$"""{"message_id":5,"from":{{Ann}},"chat":{{Dm}},"date":1,"{{member}}":{{value}}}""")!
            .ShouldSatisfyAllConditions(m => m.Text.ShouldBe(""), m => m.MediaKinds.ShouldBe([kind]));

    [Theory]
    [InlineData("""{"location":{"latitude":48.5,"longitude":2.25,"horizontal_accuracy":11.6}}""", "📍 48.500000, 2.250000 ±12m")]
    [InlineData("""{"location":{"latitude":-1,"longitude":2,"live_period":60}}""", "🛰 Live location: -1.000000, 2.000000")]
    [InlineData("""{"location":{"latitude":1,"longitude":2},"venue":{"location":{"latitude":1,"longitude":2},"title":"Cafe","address":"Main St"}}""", "📍 Cafe — Main St (1.000000, 2.000000)")]
    [InlineData("""{"venue":{"location":{"latitude":1,"longitude":2},"title":"\ud800","address":7}}""", "📍 1.000000, 2.000000")]
    public void Places_are_put_into_words(string members, string text) =>
        Map("message", $$"""{"message_id":5,"from":{{Ann}},"chat":{{Dm}},"date":1,{{members[1..]}}""")!
            .ShouldSatisfyAllConditions(m => m.Text.ShouldBe(text), m => m.MediaKinds.ShouldBeEmpty());

    [Fact]
    public void Names_and_texts_of_any_length_and_content_are_bounded()
    {
        var huge = new JsonObject
        {
            ["message_id"] = 5, ["date"] = long.MaxValue, ["text"] = "a\0" + new string('x', 8190) + "😀" + new string('y', 5_000_000),
            ["chat"] = new JsonObject { ["id"] = -5, ["type"] = "group", ["title"] = "a\u001b[31m\nb" + new string('t', 100_000) },
            ["from"] = new JsonObject { ["id"] = 42, ["first_name"] = "\r\n", ["username"] = "" },
        };

        var mapped = Map("message", huge.ToJsonString())!;

        mapped.Text.Length.ShouldBe(8191);
        char.IsSurrogate(mapped.Text[^1]).ShouldBeFalse();
        mapped.Text.ShouldNotContain('\0');
        mapped.ChatTitle!.Length.ShouldBeLessThanOrEqualTo(256);
        mapped.ChatTitle.ShouldStartWith("a[31mb");
        mapped.Sender!.ShouldSatisfyAllConditions(s => s.Name.ShouldBeNull(), s => s.Username.ShouldBeNull());
    }

    private static RawUpdate Read(string kind, string content) =>
        RawUpdate.Read(JsonDocument.Parse($$"""{"update_id":900,"{{kind}}":{{content}}}""").RootElement);

    private static InboundMessage? Map(string kind, string content) => UpdateMapper.Map(Read(kind, content).Update!, Bot, Now);
}
