using Moltbot.Gateway.Channels.Discord.Gateway;

namespace Moltbot.Gateway.Tests.Channels.Discord.Gateway;

/// <summary>B6: who sends events that nobody can store takes up a bounded part of the process's memory.</summary>
public sealed class GatewayBacklogTests
{
    private static readonly byte[] Largest = new byte[GatewaySocket.MaxFrameBytes];
    private readonly GatewayBacklog backlog = new();
    private readonly GatewaySession session = new("s", null, 0);
    private long sequence;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Large_events_are_bounded_by_their_size()
    {
        for (var i = 0; i < 4; i++)
        {
            backlog.IsHalfFull.ShouldBe(i > 2);
            Add(Largest).ShouldBeTrue();
        }

        Add(new byte[1]).ShouldBeFalse();
        Add([]).ShouldBeTrue("what takes up no room is bounded by number");
    }

    [Fact]
    public void Small_events_are_bounded_by_their_number()
    {
        for (var i = 0; i < GatewayBacklog.MostEvents; i++)
        {
            Add(new byte[1]).ShouldBeTrue();
        }

        Add(new byte[1]).ShouldBeFalse();
        backlog.IsHalfFull.ShouldBeTrue();
    }

    [Fact]
    public async Task Room_comes_back_when_an_event_is_dealt_with_and_not_when_it_is_read()
    {
        while (Add(Largest))
        {
        }

        await using var events = backlog.ReadAll(Stop).GetAsyncEnumerator(Stop);
        (await events.MoveNextAsync()).ShouldBeTrue();
        Add(Largest).ShouldBeFalse("the first is being stored");

        (await events.MoveNextAsync()).ShouldBeTrue();

        Add(Largest).ShouldBeTrue();
        Add(new byte[1]).ShouldBeFalse();
    }

    private bool Add(byte[] json) => backlog.TryAdd(new GatewayEvent(session, ++sequence, "MESSAGE_CREATE", json));
}
