using Moltbot.Policy.Queue;

namespace Moltbot.Policy.Tests.Queue;

/// <summary>The same message coming twice counts once (runtime.md §5).</summary>
public sealed class DuplicateTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;
    private static readonly InboundDedupeKey Message = new("telegram", "default", "agent:main:main", "42", "7", "1000");

    [Fact]
    public void Every_part_tells_messages_apart()
    {
        Message.ToKey().ShouldBe("telegram|default|agent:main:main|42|7|1000");
        new InboundDedupeKey(" Telegram ", null, " ", " 42 ", "", " 1000 ").ToKey().ShouldBe("telegram|42|1000");
        new InboundDedupeKey("telegram", " a ", " s ", "42", " 7 ", "1000").ToKey().ShouldBe("telegram|a|s|42|7|1000");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void A_message_without_channel_chat_or_id_is_like_no_other(string? missing)
    {
        (Message with { Channel = missing }).ToKey().ShouldBeNull();
        (Message with { PeerId = missing }).ToKey().ShouldBeNull();
        (Message with { MessageId = missing }).ToKey().ShouldBeNull();
    }

    [Fact]
    public void A_message_is_remembered_for_twenty_minutes_among_five_thousand()
    {
        InboundDedupeKey.Lifetime.ShouldBe(TimeSpan.FromMinutes(20));
        InboundDedupeKey.MaxEntries.ShouldBe(5_000);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void What_has_no_key_was_never_seen(string? key)
    {
        var keys = new RecentKeys(TimeSpan.FromSeconds(10), 5);
        keys.See(key, Start).ShouldBeFalse();
        keys.See(key, Start).ShouldBeFalse();
        keys.Count.ShouldBe(0);
    }

    [Fact]
    public void A_key_counts_as_seen_until_its_time_is_over()
    {
        var keys = new RecentKeys(TimeSpan.FromSeconds(10), 5);
        keys.See("a", Start).ShouldBeFalse();
        keys.See("A", Start).ShouldBeFalse("keys are exact");
        keys.See("a", Start.AddSeconds(9.999)).ShouldBeTrue();
        keys.See("a", Start.AddSeconds(19.998)).ShouldBeTrue("it was seen again in between");
        keys.See("a", Start.AddSeconds(29.998)).ShouldBeFalse("ten seconds are over");
    }

    [Fact]
    public void What_is_over_is_forgotten()
    {
        var keys = new RecentKeys(TimeSpan.FromSeconds(10), 5);
        keys.See("a", Start);
        keys.See("b", Start.AddSeconds(1));
        keys.See("c", Start.AddSeconds(10));
        keys.Count.ShouldBe(3);
        keys.See("d", Start.AddSeconds(10.5));
        keys.Count.ShouldBe(3, "a is older than ten seconds");
        keys.See("e", Start.AddSeconds(60));
        keys.Count.ShouldBe(1);
    }

    [Fact]
    public void The_key_seen_longest_ago_is_pushed_out_first()
    {
        var keys = new RecentKeys(TimeSpan.Zero, 2);
        keys.See("a", Start);
        keys.See("b", Start);
        keys.See("a", Start.AddYears(1)).ShouldBeTrue("without an end it is kept until it is pushed out");
        keys.Count.ShouldBe(2, "and so is b");
        keys.See("c", Start.AddYears(1)).ShouldBeFalse();
        keys.Count.ShouldBe(2);
        keys.See("a", Start.AddYears(1)).ShouldBeTrue();
        keys.See("b", Start.AddYears(1)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Without_room_nothing_is_remembered(int capacity)
    {
        var keys = new RecentKeys(TimeSpan.FromSeconds(10), capacity);
        keys.See("a", Start).ShouldBeFalse();
        keys.See("a", Start).ShouldBeFalse();
        keys.Count.ShouldBe(0);
    }
}
