using System.Text;
using Moltbot.Gateway.Connections;
using Moltbot.Gateway.Tests.Support;
using Moltbot.Protocol.Events;
using Moltbot.Protocol.Frames;
using Shouldly;
using Xunit;

namespace Moltbot.Gateway.Tests.Connections;

public sealed class OutboxTests
{
    [Fact]
    public async Task Events_are_numbered_without_gaps_and_in_order()
    {
        using var socket = new GatedSocket();
        var outbox = new Outbox(socket);
        outbox.Send(Event("tick", 1), isNumbered: true, isDroppable: true).ShouldBeTrue();
        outbox.Send(Event("voicewake.changed", 1), isNumbered: false, isDroppable: true).ShouldBeTrue();
        outbox.Send(Event("tick", 1), isNumbered: true, isDroppable: true).ShouldBeTrue();
        socket.Read(3);
        await outbox.WhenIdle();
        socket.Sent.ShouldBe(
        [
            """{"type":"event","event":"tick","payload":"x","seq":1}""",
            """{"type":"event","event":"voicewake.changed","payload":"x"}""",
            """{"type":"event","event":"tick","payload":"x","seq":2}""",
        ]);
    }

    [Fact]
    public async Task A_slow_client_misses_what_it_may_miss_and_nothing_else()
    {
        using var socket = new GatedSocket();
        var outbox = new Outbox(socket);
        int taken = 0;
        EncodedEvent large = Event("chat", 100_000);
        while (outbox.Send(large, isNumbered: true, isDroppable: false))
        {
            taken++;
        }

        // 1,572,864 bytes hold 15 of them.
        taken.ShouldBe(15);
        outbox.Send(large, isNumbered: true, isDroppable: true).ShouldBeTrue("it is skipped");
        socket.Read(taken + 1);
        await outbox.WhenIdle();
        outbox.Send(Event("tick", 1), isNumbered: true, isDroppable: true).ShouldBeTrue();
        await outbox.WhenIdle();
        socket.Sent.Count.ShouldBe(16);
        socket.Sent[^1].ShouldEndWith("\"seq\":16}", Case.Sensitive, "what was skipped took no number");
    }

    [Fact]
    public async Task A_close_follows_what_waits_or_takes_its_place()
    {
        using var patient = new GatedSocket();
        var outbox = new Outbox(patient);
        outbox.Send(Event("tick", 1), isNumbered: true, isDroppable: true);
        outbox.Send(Event("tick", 1), isNumbered: true, isDroppable: true);
        outbox.Close(1012, "service restart");
        outbox.Send(Event("tick", 1), isNumbered: true, isDroppable: true);
        outbox.Close(1008, "too late");
        patient.Read(9);
        await outbox.WhenIdle();
        patient.Sent.Count.ShouldBe(3);
        patient.Sent[^1].ShouldBe("close 1012 service restart");

        using var hasty = new GatedSocket();
        var dropping = new Outbox(hasty);
        dropping.Send(Event("tick", 1), isNumbered: true, isDroppable: true);
        dropping.Send(Event("tick", 1), isNumbered: true, isDroppable: true);
        dropping.Close(1008, "slow consumer", dropsWaiting: true);
        hasty.Read(9);
        await dropping.WhenIdle();
        hasty.Sent.ShouldBe(["""{"type":"event","event":"tick","payload":"x","seq":1}""", "close 1008 slow consumer"]);
    }

    [Fact]
    public async Task Requests_wait_while_too_much_waits()
    {
        using var socket = new GatedSocket();
        var outbox = new Outbox(socket);
        for (int frame = 0; frame < 20; frame++)
        {
            outbox.Send(Frame(100_000));
        }

        Task room = outbox.WhenRoom();
        room.IsCompleted.ShouldBeFalse();
        socket.Read(5);
        await room;
        socket.Read(15);
        await outbox.WhenIdle();
        socket.Sent.Count.ShouldBe(20);
    }

    private static EncodedEvent Event(string name, int size) =>
        EncodedEvent.Create(name, Encoding.UTF8.GetBytes('"' + new string('x', size) + '"'));

    private static PooledBufferWriter Frame(int size)
    {
        var frame = new PooledBufferWriter(size);
        frame.GetSpan(size)[..size].Fill((byte)'x');
        frame.Advance(size);
        return frame;
    }
}
