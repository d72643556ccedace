using Moltbot.Gateway.Channels.Telegram.Outbound;
using Moltbot.TestSupport.Time;

namespace Moltbot.Gateway.Tests.Channels.Telegram.Outbound;

public sealed class SendPacerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly ManualTime time = new();
    private readonly SendPacer pacer;

    public SendPacerTests() => pacer = new SendPacer(time);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chat_gets_one_message_a_second()
    {
        await pacer.WaitTurn(42, Stop);
        var second = pacer.WaitTurn(42, Stop);
        var third = pacer.WaitTurn(42, Stop);

        time.Advance(Second - TimeSpan.FromTicks(1));
        second.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromTicks(1));
        await second;
        third.IsCompleted.ShouldBeFalse();
        time.Advance(Second);
        await third;
    }

    [Fact]
    public async Task A_group_gets_twenty_a_minute()
    {
        var instants = new List<double>();
        var start = time.GetUtcNow();
        for (var i = 0; i < 45; i++)
        {
            var turn = pacer.WaitTurn(-100, Stop);
            while (!turn.IsCompleted)
            {
                await Task.WhenAny(turn, time.When(static timers => timers.Count > 0, "the wait for a turn"));
                time.Advance(turn.IsCompleted ? TimeSpan.Zero : time.Armed.Min());
            }

            await turn;
            instants.Add((time.GetUtcNow() - start).TotalSeconds);
        }

        instants[1].ShouldBe(1, 0.001);
        for (var i = 0; i + 40 < instants.Count; i++)
        {
            (instants[i + 40] - instants[i]).ShouldBeGreaterThanOrEqualTo(57, "after the first burst, twenty a minute");
        }
    }

    [Fact]
    public async Task A_bot_sends_thirty_a_second_over_all_chats()
    {
        var turns = Enumerable.Range(1, 90).Select(chat => pacer.WaitTurn(chat, Stop)).ToList();

        turns.Count(turn => turn.IsCompleted).ShouldBe(30);
        time.Advance(Second);
        await Task.WhenAll(turns.Take(60));
        turns.Count(turn => turn.IsCompleted).ShouldBe(60);
        time.Advance(Second);
        await Task.WhenAll(turns);
    }

    [Fact]
    public async Task A_flood_limit_stops_its_chat_alone()
    {
        pacer.Flooded(42, TimeSpan.FromSeconds(7));
        var flooded = pacer.WaitTurn(42, Stop);
        await pacer.WaitTurn(43, Stop);

        time.Advance(TimeSpan.FromSeconds(6.9));
        flooded.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(0.1));
        await flooded;
    }

    [Fact]
    public async Task Flood_limits_of_two_chats_stop_the_bot()
    {
        pacer.Flooded(42, TimeSpan.FromSeconds(5));
        pacer.Flooded(43, TimeSpan.FromSeconds(7));
        var third = pacer.WaitTurn(44, Stop);

        time.Advance(TimeSpan.FromSeconds(6.9));
        third.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(0.1));
        await third;
    }

    [Fact]
    public async Task A_flood_limit_that_comes_while_waiting_counts()
    {
        await pacer.WaitTurn(42, Stop);
        var waiting = pacer.WaitTurn(42, Stop);
        pacer.Flooded(42, TimeSpan.FromSeconds(3));

        time.Advance(Second);
        await time.WhenArmed(TimeSpan.FromSeconds(2));
        waiting.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(2));
        await waiting;
    }

    [Fact]
    public async Task Waiting_can_be_given_up()
    {
        using var cancel = new CancellationTokenSource();
        await pacer.WaitTurn(42, cancel.Token);
        var waiting = pacer.WaitTurn(42, cancel.Token);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }
}
