using Moltbot.Policy.Configuration;
using Moltbot.Policy.Delivery;

namespace Moltbot.Policy.Tests.Delivery;

/// <summary>A run that belongs to a chat writes elsewhere only where the operator lets it (security.md §12).</summary>
public sealed class CrossContextPolicyTests
{
    private static readonly CrossContextPolicy Bound = new(AllowWithinProvider: false);
    private static readonly ChatAddress Here = new("telegram", "work", "-1", "5");

    [Theory]
    [InlineData("send")]
    [InlineData("poll")]
    [InlineData("thread-create")]
    [InlineData("thread-reply")]
    [InlineData("sticker")]
    public void What_writes_to_another_chat_is_refused(string action)
    {
        Bound.RefusalOf(action, "telegram", "-2", "telegram", "-1").ShouldBe(
            $"Cross-context messaging denied: action={action} target=\"-2\" while bound to \"-1\" (channel=telegram).");
        Bound.RefusalOf(action, "discord", "-1", "telegram", "-1").ShouldBe(
            $"Cross-context messaging denied: action={action} target provider \"discord\" while bound to \"telegram\".");
        Bound.RefusalOf(action, "telegram", "tg:-1", "telegram", " -1 ").ShouldBeNull("the same chat in another spelling");
        Bound.RefusalOf(action, "telegram", null, "telegram", "-1").ShouldBeNull("none named is its own");
        Bound.RefusalOf(action, "telegram", "-2", "telegram", " ").ShouldBeNull("it belongs to no chat");
    }

    [Fact]
    public void What_writes_nothing_is_not_looked_at() => Bound.RefusalOf("read", "discord", "-2", "telegram", "-1").ShouldBeNull();

    [Fact]
    public void Another_account_and_another_topic_are_another_chat()
    {
        Bound.RefusalOf("send", Here, Here).ShouldBeNull();
        Bound.RefusalOf("send", Here with { Account = "own" }, Here).ShouldBe(
            "Cross-context messaging denied: action=send account=\"own\" while bound to \"work\" (channel=telegram).");
        Bound.RefusalOf("send", Here, Here with { Account = "" }).ShouldBeNull("any account is meant");
        Bound.RefusalOf("send", Here with { ThreadId = "6" }, Here).ShouldBe(
            "Cross-context messaging denied: action=send target=\"-1:topic:6\" while bound to \"-1:topic:5\" (channel=telegram).");
        Bound.RefusalOf("send", Here with { ThreadId = null }, Here).ShouldBe(
            "Cross-context messaging denied: action=send target=\"-1\" while bound to \"-1:topic:5\" (channel=telegram).");
        Bound.RefusalOf("send", Here with { ChatId = "-2" }, Here).ShouldNotBeNull();
        new CrossContextPolicy().RefusalOf("send", Here with { ThreadId = "6" }, Here).ShouldBeNull();
        new CrossContextPolicy(AllowWithinProvider: false, AllowAcrossProviders: true).RefusalOf("send", Here with { Channel = "slack", ThreadId = "6" }, Here).ShouldBeNull();
    }

    [Theory]
    [InlineData("{}", true, true, false)]
    [InlineData("{}", false, false, false)]
    [InlineData("""{ "crossContext": { "allowWithinProvider": false } }""", true, false, false)]
    [InlineData("""{ "crossContext": { "allowWithinProvider": true, "allowAcrossProviders": true } }""", false, true, true)]
    [InlineData("""{ "allowCrossContextSend": true }""", false, true, true)]
    [InlineData("""{ "allowCrossContextSend": false }""", false, false, false)]
    public void What_is_set_counts_and_the_old_key_allows_everything(string message, bool otherwise, bool within, bool across) =>
        CrossContextPolicy.From(ConfigDocument.Restore($$"""{ "tools": { "message": {{message}} } }""", "", 1).Section("tools", "message"), otherwise)
            .ShouldBe(new CrossContextPolicy(within, across));

    [Theory]
    [InlineData("thread-reply", true)]
    [InlineData("thread-create", true)]
    [InlineData("send", false)]
    public void Actions_on_threads_name_their_room_first(string action, bool expected) => CrossContextPolicy.NamesRoomFirst(action).ShouldBe(expected);
}
