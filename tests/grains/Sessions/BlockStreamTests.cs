using Moltbot.Grains.Sessions.Runs;
using Moltbot.Policy.Replies.Chunking;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Sessions;

public sealed class BlockStreamTests
{
    private readonly ManualTime _time = new();
    private readonly List<string> _out = [];
    private bool _broken;
    private bool _forbidden;

    [Fact]
    public async Task Finished_blocks_go_out_and_the_rest_is_known()
    {
        BlockStream stream = Stream(joinBelow: 5);
        const string Reply = "one two\n\nthree four\n\nfive";
        for (int length = 1; length <= Reply.Length; length++)
        {
            await stream.Wrote(Reply[..length]);
        }

        _out.ShouldBe(["0 one two", "1 three four"]);
        Reply[stream.SentOf(Reply)..].ShouldBe("five");
    }

    [Fact]
    public async Task Small_blocks_are_joined_until_they_are_large_none_comes_or_there_is_no_room()
    {
        BlockStream stream = Stream(joinBelow: 30, joinUpTo: 24);
        await stream.Wrote("one two\n\nthree four\n\n");
        _out.ShouldBeEmpty();
        await stream.Wrote("one two\n\nthree four\n\nfive six\n\n");
        _out.ShouldBe(["0 one two\n\nthree four"]);
        _time.Advance(TimeSpan.FromSeconds(1));
        await stream.Wrote("one two\n\nthree four\n\nfive six\n\ns");

        _out.ShouldBe(["0 one two\n\nthree four", "1 five six"]);
    }

    [Fact]
    public async Task A_reply_that_begins_anew_is_sent_as_a_whole()
    {
        BlockStream stream = Stream(joinBelow: 5);
        await stream.Wrote("one two\n\nx");
        stream.Restart();
        await stream.Wrote("eins zwei\n\ndrei vier\n\n");

        _out.ShouldBe(["0 one two"]);
        stream.SentOf("eins zwei\n\ndrei vier\n\n").ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_sent_yet_lets_another_model_stream()
    {
        BlockStream stream = Stream(joinBelow: 5);
        await stream.Wrote("on");
        stream.Restart();
        await stream.Wrote("eins zwei\n\nd");

        _out.ShouldBe(["0 eins zwei"]);
    }

    [Fact]
    public async Task A_block_that_could_not_be_handed_over_goes_with_the_rest()
    {
        BlockStream stream = Stream(joinBelow: 5);
        await stream.Wrote("one two\n\nx");
        _broken = true;
        await stream.Wrote("one two\n\nthree four\n\n");
        _broken = false;
        await stream.Wrote("one two\n\nthree four\n\nfive six\n\n");

        _out.ShouldBe(["0 one two"]);
        stream.SentOf("one two\n\nthree four").ShouldBe("one two\n\n".Length);
    }

    [Fact]
    public async Task A_block_that_may_not_leave_goes_with_the_rest_whatever_may_leave_after_it()
    {
        BlockStream stream = Stream(joinBelow: 5);
        await stream.Wrote("one two\n\nx");
        _forbidden = true;
        await stream.Wrote("one two\n\nthree four\n\n");
        _forbidden = false;
        await stream.Wrote("one two\n\nthree four\n\nfive six\n\n");

        _out.ShouldBe(["0 one two"]);
        stream.HasEnded.ShouldBeTrue();
        stream.SentOf("one two\n\nthree four").ShouldBe("one two\n\n".Length);
    }

    private BlockStream Stream(int joinBelow, int joinUpTo = 100) => new(
        new BlockChunks(5, 20, BlockBreak.Paragraph), joinBelow, joinUpTo, TimeSpan.FromSeconds(1), Take, _time);

    private Task<bool> Take(string text, int number)
    {
        if (_broken)
        {
            throw new TimeoutException();
        }

        if (!_forbidden)
        {
            _out.Add($"{number} {text}");
        }

        return Task.FromResult(!_forbidden);
    }
}
