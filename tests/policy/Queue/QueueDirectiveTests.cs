using Moltbot.Policy.Queue;

namespace Moltbot.Policy.Tests.Queue;

/// <summary>A <c>/queue</c> inside a message (runtime.md §6).</summary>
public sealed class QueueDirectiveTests
{
    [Theory]
    [InlineData("/queue steer", "", "steer", QueueMode.Steer)]
    [InlineData("/QUEUE Follow-Ups  hi", "hi", "Follow-Ups", QueueMode.Followup)]
    [InlineData("a /queue:followup b", "a b", "followup", QueueMode.Followup)]
    [InlineData("a /queue : interrupt", "a", "interrupt", QueueMode.Interrupt)]
    [InlineData("a\n/queue\nsteer\nb", "a b", "steer", QueueMode.Steer)]
    [InlineData("/queue steer collect x", "x", "collect", QueueMode.Collect)]
    [InlineData("/queue", "", null, null)]
    [InlineData("/queue:", "", null, null)]
    [InlineData("hi /queue  ", "hi", null, null)]
    [InlineData("/queue banana steer", "banana steer", null, null)]
    [InlineData("/queue steer:now", "steer:now", null, null)]
    public void A_mode_is_set_and_reading_stops_at_the_first_unknown_word(string text, string cleaned, string? raw, QueueMode? mode) =>
        QueueDirective.Extract(text).ShouldBe(new QueueDirective(cleaned, true, false, new QueueOptions(mode), raw, null, null, null));

    [Theory]
    [InlineData("default")]
    [InlineData("Reset")]
    [InlineData("clear")]
    public void The_sessions_own_settings_are_taken_back_and_nothing_is_read_behind(string word)
    {
        var directive = QueueDirective.Extract($"/queue cap:3 {word} steer drop:old");
        directive.ShouldBe(new QueueDirective("steer drop:old", true, true, new QueueOptions(Cap: 3), null, null, "3", null));
        QueueDirective.Extract($"/queue {word}:1").IsReset.ShouldBeFalse("a setting is no word");
    }

    [Theory]
    [InlineData("debounce:2s", 2000d, "2s")]
    [InlineData("Debounce=500", 500d, "500")]
    [InlineData("debounce:2s=x", 2000d, "2s")]
    [InlineData("debounce:soon", null, "soon")]
    [InlineData("debounce:", null, "")]
    public void A_debounce_is_a_duration(string setting, double? milliseconds, string raw) =>
        QueueDirective.Extract($"/queue {setting}").ShouldBe(new QueueDirective("", true, false, new QueueOptions(DebounceMs: milliseconds), null, raw, null, null));

    [Theory]
    [InlineData("cap:1", 1d, "1")]
    [InlineData("CAP=2.9", 2d, "2.9")]
    [InlineData("cap:0.9", null, "0.9")]
    [InlineData("cap:-5", null, "-5")]
    [InlineData("cap:Infinity", null, "Infinity")]
    [InlineData("cap:1e999", null, "1e999")]
    [InlineData("cap:NaN", null, "NaN")]
    [InlineData("cap:many", null, "many")]
    public void A_cap_is_a_whole_number_from_one(string setting, double? cap, string raw) =>
        QueueDirective.Extract($"/queue {setting}").ShouldBe(new QueueDirective("", true, false, new QueueOptions(Cap: cap), null, null, raw, null));

    [Theory]
    [InlineData("drop:old", DropPolicy.Old, "old")]
    [InlineData("Drop=Summary", DropPolicy.Summarize, "Summary")]
    [InlineData("drop:all", null, "all")]
    public void A_drop_policy_is_named(string setting, DropPolicy? policy, string raw) =>
        QueueDirective.Extract($"/queue {setting}").ShouldBe(new QueueDirective("", true, false, new QueueOptions(Drop: policy), null, null, null, raw));

    [Theory]
    [InlineData("/queue debounce:x", true)]
    [InlineData("/queue cap:x", true)]
    [InlineData("/queue drop:x", true)]
    [InlineData("/queue steer", false)]
    [InlineData("/queue debounce cap drop", false)]
    public void A_setting_counts_as_given_even_when_it_cannot_be_read(string text, bool given) => QueueDirective.Extract(text).HasOptions.ShouldBe(given);

    [Theory]
    [InlineData("/queue", true)]
    [InlineData("/queue steer debounce:1s cap:5 drop:new", true)]
    [InlineData("/queue debounce:1s cap:x drop:new", false)]
    [InlineData("/queue debounce:x cap:5 drop:new", false)]
    [InlineData("/queue debounce:1s cap:5 drop:x", false)]
    [InlineData("/queue debounce:x", false)]
    [InlineData("/queue cap:x", false)]
    [InlineData("/queue drop:x", false)]
    public void One_setting_that_cannot_be_read_makes_all_of_it_unreadable(string text, bool isReadable) => QueueDirective.Extract(text).IsReadable.ShouldBe(isReadable);

    [Fact]
    public void All_of_it_can_be_said_at_once() =>
        QueueDirective.Extract("please /queue steer debounce:1s cap:5 drop:new  go on").ShouldBe(new QueueDirective(
            "please go on", true, false, new QueueOptions(QueueMode.Steer, 1000, 5, DropPolicy.New), "steer", "1s", "5", "new"));

    [Theory]
    [InlineData(null, "")]
    [InlineData("  hello  there ", "hello  there")]
    [InlineData("/queued steer", "/queued steer")]
    [InlineData("a/queue steer", "a/queue steer")]
    public void A_message_without_one_stays(string? text, string cleaned) =>
        QueueDirective.Extract(text).ShouldBe(new QueueDirective(cleaned, false, false, new QueueOptions(), null, null, null, null));
}
