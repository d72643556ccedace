using Moltbot.Policy.Delivery;

namespace Moltbot.Policy.Tests.Delivery;

/// <summary>Where answers go that nobody waits for in a chat, and what is kept of them.</summary>
public sealed class DeliveryTests
{
    private static readonly DeliveryContext Last = new("telegram", "-1", "work", "5");

    [Fact]
    public void What_a_place_does_not_name_the_other_does()
    {
        DeliveryContext other = new("discord", "7", "own", "9");
        Last.Or(other).ShouldBe(Last);
        new DeliveryContext("telegram", null, null, null).Or(other).ShouldBe(new DeliveryContext("telegram", "7", "own", "9"));
        new DeliveryContext(null, "-1", null, null).Or(other).ShouldBe(new DeliveryContext("discord", "-1", "own", "9"));
        new DeliveryContext(null, null, "work", null).Or(other).ShouldBe(new DeliveryContext("discord", "7", "work", "9"));
        new DeliveryContext(null, null, null, "5").Or(other).ShouldBe(new DeliveryContext("discord", "7", "own", "5"));
        new DeliveryContext(" ", "", null, null).Or(other).ShouldBe(other);
        Last.Or(null).ShouldBe(Last);
        Last.Or(new(" ", null, null, null)).ShouldBe(Last);
        new DeliveryContext(null, null, null, null).Or(null).ShouldBeNull();
    }

    [Fact]
    public void Two_places_are_the_same_when_their_keys_are()
    {
        Last.Key().ShouldBe("telegram|-1|work|5");
        (Last with { Channel = " Telegram ", To = " -1 ", ThreadId = "5 " }).Key().ShouldBe(Last.Key());
        (Last with { AccountId = " ", ThreadId = null }).Key().ShouldBe("telegram|-1||");
        (Last with { Channel = null }).Key().ShouldBeNull();
        (Last with { To = " " }).Key().ShouldBeNull();
    }

    [Fact]
    public void The_account_and_thread_of_the_last_chat_go_with_its_channel_only()
    {
        SessionDelivery.Resolve(Last, new()).ShouldBe(new SessionDelivery("telegram", "-1", "work", "5", false, Last));
        SessionDelivery.Resolve(Last, new("discord")).ShouldBe(new SessionDelivery("discord", null, null, null, false, Last));
        SessionDelivery.Resolve(Last, new("discord", AllowMismatchedLastTo: true)).ShouldBe(new SessionDelivery("discord", "-1", null, null, false, Last));
        SessionDelivery.Resolve(Last, new("telegram", " -2 ")).ShouldBe(new SessionDelivery("telegram", "-2", "work", "5", true, Last));
        SessionDelivery.Resolve(Last, new(ThreadId: "6")).ThreadId.ShouldBe("6");
        SessionDelivery.Resolve(Last, new(ThreadId: "")).ThreadId.ShouldBe("5");
        SessionDelivery.Resolve(Last, new("discord", ThreadId: "6")).ThreadId.ShouldBe("6");
    }

    [Fact]
    public void The_wanted_channel_comes_before_the_one_to_fall_back_to()
    {
        SessionDelivery.Resolve(Last, new("discord", FallbackChannel: "slack")).Channel.ShouldBe("discord");
        SessionDelivery.Resolve(Last, new(FallbackChannel: "slack")).Channel.ShouldBe("telegram");
        SessionDelivery.Resolve(Last, new("nowhere", FallbackChannel: "slack")).Channel.ShouldBe("slack");
        SessionDelivery.Resolve(Last, new("nowhere", FallbackChannel: "nowhere else")).Channel.ShouldBeNull();
        SessionDelivery.Resolve(Last with { Channel = "webchat" }, new()).Channel.ShouldBeNull("nobody can be written to there");
        SessionDelivery.Resolve(null, new()).ShouldBe(new SessionDelivery(null, null, null, null, false, new(null, null, null, null)));
    }

    [Theory]
    [InlineData("telegram", " 42 ", "42", null)]
    [InlineData("telegram", null, null, "Delivering to Telegram requires target <chatId>")]
    [InlineData("signal", " ", null, "Delivering to signal requires target <chat>")]
    [InlineData("webchat", "42", null, "Delivering to WebChat is not supported via `openclaw agent`; use WhatsApp/Telegram or run with --deliver=false.")]
    [InlineData("whatsapp", "nobody", null, "Delivering to WhatsApp requires target <E.164|group JID> or channels.whatsapp.allowFrom[0]")]
    public void A_message_has_a_recipient_or_it_is_said_what_is_missing(string channel, string? to, string? recipient, string? problem) =>
        OutboundTarget.Resolve(channel, to).ShouldBe(new OutboundTarget(recipient, problem));

    [Theory]
    [InlineData("+492", "+491", false, "+492")]
    [InlineData("+492", "+491", true, "+491")]
    [InlineData("+493", "+491 +493", true, "+493")]
    [InlineData("+492", "+491 *", true, "+492")]
    [InlineData("+492", "*", true, "+492")]
    [InlineData("+492", "", true, "+492")]
    [InlineData("123@g.us", "+491", true, "123@g.us")]
    [InlineData("", "* +491", false, "+491")]
    [InlineData("nobody", "+491", true, "+491")]
    [InlineData("nobody", "+491", false, null)]
    [InlineData("", "*", false, null)]
    public void On_WhatsApp_whom_nobody_named_has_to_be_on_the_list(string to, string allowFrom, bool isImplicit, string? recipient) =>
        OutboundTarget.Resolve("whatsapp", to, [.. allowFrom.Split(' ').Select(static entry => $" {entry} ")], isImplicit).To.ShouldBe(recipient);

    [Theory]
    [InlineData(" hello ", null, "hello")]
    [InlineData(" ", null, null)]
    [InlineData("hello", " ", "hello")]
    [InlineData("hello", "https://example.org/a/b%20c.png?x=1#y", "b c.png")]
    [InlineData("hello", "/tmp/a.png|https://example.org/b.png", "a.png, b.png")]
    [InlineData("hello", "https://example.org/", "media")]
    [InlineData("hello", "./.", "media")]
    [InlineData("hello", "https://example.org/|/tmp/a.png", "a.png")]
    public void A_transcript_keeps_the_names_of_what_was_sent_or_the_text(string text, string? media, string? kept) =>
        MirroredText.Of(text, media?.Split('|')).ShouldBe(kept);

    [Theory]
    [InlineData("all", false, false, true)]
    [InlineData("direct", true, false, true)]
    [InlineData("direct", false, true, false)]
    [InlineData("group-all", false, true, true)]
    [InlineData("group-all", true, false, false)]
    [InlineData("group-mentions", false, true, false)]
    [InlineData("off", true, true, false)]
    public void A_message_is_acknowledged_where_the_scope_says(string scope, bool isDirect, bool isGroup, bool isDue) =>
        new AckReaction(isDirect, isGroup, IsMentionableGroup: isGroup, RequireMention: true, CanDetectMention: true, WasMentioned: false).IsDue(scope).ShouldBe(isDue);
}
