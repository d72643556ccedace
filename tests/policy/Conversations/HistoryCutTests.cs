using Moltbot.Policy.Conversations;

namespace Moltbot.Policy.Tests.Conversations;

/// <summary>
/// Where a conversation is cut. A message is written as its tokens, with <c>u</c> before it where it begins a turn and <c>*</c> behind it where it belongs to the turn
/// that is not answered yet.
/// </summary>
public sealed class HistoryCutTests
{
    [Theory]
    [InlineData("nothing there", "", 10, 20, 0)]
    [InlineData("all of it fits", "u2 3 u2 3", 10, 20, 0)]
    [InlineData("the last turns that fit stay", "u2 3 u2 3 u2 3", 10, 20, 2)]
    [InlineData("one token too many", "u2 3 u2 4 u2 3", 10, 20, 4)]
    [InlineData("a turn stays as a whole or not at all", "u2 3 u2 9 9 9 u2 3", 10, 20, 6)]
    [InlineData("calls and results go with the turn", "u2 1 8 1 8 3 u2 1 1", 4, 20, 6)]
    [InlineData("the last turn stays alone although it is long", "u2 3 u9 9", 10, 18, 2)]
    [InlineData("unless it is too long", "u2 3 u9 9", 10, 17, 4)]
    [InlineData("only the last one does", "u1 1 u9 9 u1 1", 10, 20, 4)]
    [InlineData("nothing begins a turn", "3 3 3", 10, 20, 3)]
    [InlineData("what begins in the middle of a turn goes with it", "3 u2 3", 10, 20, 1)]
    [InlineData("what is not answered stays, however long", "u2 3 u9* 9* 9*", 10, 5, 2)]
    [InlineData("and what fits beside it", "u2 3 u2 1 u2* 3*", 10, 5, 2)]
    [InlineData("and nothing that does not", "u2 3 u2 9 u2* 3*", 10, 5, 4)]
    [InlineData("where there is nothing else nothing is cut", "u9* 9* 9*", 10, 5, 0)]
    [InlineData("a turn whose beginning is not there is not cut", "3 3 9* 9*", 10, 5, 0)]
    [InlineData("another one's beginning is not its own", "u2 3 9* 9* u2*", 10, 5, 0)]
    public void What_stays(string what, string messages, long kept, long largest, int first) =>
        HistoryCut.Of(Read(messages), kept, largest).ShouldBe(first, what);

    [Fact]
    public void Whatever_the_conversation_no_turn_is_taken_apart_and_none_that_goes_on_is_taken_away()
    {
        var random = new Random(7);
        for (var run = 0; run < 5_000; run++)
        {
            var messages = Enumerable.Range(0, random.Next(12)).Select(_ => new HistoryMessage(random.Next(1, 9), random.Next(3) == 0, false)).ToArray();
            var open = random.Next(2) == 0 ? messages.Length : random.Next(messages.Length + 1);
            for (var at = open; at < messages.Length; at++)
            {
                messages[at] = messages[at] with { IsOpen = true };
            }

            var cut = HistoryCut.Of(messages, random.Next(30), random.Next(30));

            (cut == 0 || cut == messages.Length || messages[cut].StartsTurn).ShouldBeTrue();
            messages.Take(cut).ShouldAllBe(static message => !message.IsOpen);
        }
    }

    private static HistoryMessage[] Read(string messages) =>
        [.. messages.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static text => new HistoryMessage(long.Parse(text.Trim('u', '*')), text.StartsWith('u'), text.EndsWith('*')))];
}
