using System.Buffers;
using System.Text;
using System.Text.Json;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Events;
using Moltbot.Protocol.Frames;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods.Chat;
using Moltbot.TestSupport.Runs;

namespace Moltbot.Protocol.Tests.Frames;

public sealed class FrameWriterTests
{
    [Fact]
    public void A_response_splices_its_payload()
    {
        using var output = new PooledBufferWriter();
        FrameWriter.WriteResponse(output, "\"a1\""u8, "null"u8);

        Text(output).ShouldBe("""{"type":"res","id":"a1","ok":true,"payload":null}""");
    }

    [Fact]
    public void A_payload_left_out_is_left_out()
    {
        using var output = new PooledBufferWriter();
        FrameWriter.WriteResponse(output, "\"a1\""u8);

        Text(output).ShouldBe("""{"type":"res","id":"a1","ok":true}""");
    }

    [Fact]
    public void A_typed_payload_leaves_out_what_is_null()
    {
        using var output = new PooledBufferWriter();
        ChatMethods.Send.WriteResponse(output, "\"a1\""u8, new ChatSendResult { RunId = "Zoë·😀", Status = "started" });

        Text(output).ShouldBe("""{"type":"res","id":"a1","ok":true,"payload":{"runId":"Zoë·\uD83D\uDE00","status":"started"}}""");
    }

    [Fact]
    public void An_error_has_only_the_keys_it_was_given()
    {
        using var output = new PooledBufferWriter();
        FrameWriter.WriteError(output, "\"a1\""u8, GatewayError.NotPaired("pairing required").With(RawJson.Parse("""{"requestId":"r"}""")));
        output.Write(" "u8);
        FrameWriter.WriteError(output, "\"a2\""u8, GatewayError.Unavailable("busy") with { Retryable = true, RetryAfterMs = 5 }, "{}"u8);

        Text(output).ShouldBe(
            """{"type":"res","id":"a1","ok":false,"error":{"code":"NOT_PAIRED","message":"pairing required","details":{"requestId":"r"}}}"""
            + """ {"type":"res","id":"a2","ok":false,"payload":{},"error":{"code":"UNAVAILABLE","message":"busy","retryable":true,"retryAfterMs":5}}""");
    }

    [Fact]
    public void An_error_without_words_says_its_code()
    {
        using var output = new PooledBufferWriter();
        FrameWriter.WriteError(output, "\"a1\""u8, GatewayError.Unavailable(string.Empty));

        ShouldFit(output, FrameShapes.Response);
        Text(output).ShouldContain("\"message\":\"UNAVAILABLE\"");
    }

    [Fact]
    public void An_event_is_encoded_once_and_numbered_for_each_connection()
    {
        var health = EncodedEvent.Create("health", "{\"ok\":true}"u8, new StateVersion(1, 5));
        using var output = new PooledBufferWriter(16);
        FrameWriter.WriteEvent(output, health, seq: 7);
        output.Write("\n"u8);
        FrameWriter.WriteEvent(output, health, seq: null);

        Text(output).Split('\n').ShouldBe(
        [
            """{"type":"event","event":"health","payload":{"ok":true},"seq":7,"stateVersion":{"presence":1,"health":5}}""",
            """{"type":"event","event":"health","payload":{"ok":true},"stateVersion":{"presence":1,"health":5}}""",
        ]);
    }

    [Fact]
    public void Every_frame_fits_the_shape_that_clients_check()
    {
        using var output = new PooledBufferWriter();
        FrameWriter.WriteEvent(output, EncodedEvent.Create(EventNames.Tick, new TickEvent { Ts = 1 }, EventsJson.Default.TickEvent), 0);
        ShouldFit(output, FrameShapes.Event);
        output.Clear();
        FrameWriter.WriteResponse(output, "\"x\""u8, "[1]"u8);
        ShouldFit(output, FrameShapes.Response);
        output.Clear();
        FrameWriter.WriteError(output, "\"x\""u8, GatewayError.UnknownMethod("no.such"), "null"u8);
        ShouldFit(output, FrameShapes.Response);
        output.Clear();
        FrameWriter.WriteRequest(output, "\"x\""u8, "health", "{}"u8);
        ShouldFit(output, FrameShapes.Request);
    }

    [Fact]
    public void Writing_allocates_nothing_once_the_buffer_is_there()
    {
        var tick = EncodedEvent.Create(EventNames.Tick, new TickEvent { Ts = 1 }, EventsJson.Default.TickEvent);
        var result = new ChatSendResult { RunId = "r", Status = "started" };
        using var output = new PooledBufferWriter(4096);

        Allocations.EachTime(Write).ShouldBe(0);

        void Write()
        {
            output.Clear();
            FrameWriter.WriteEvent(output, tick, 12);
            FrameWriter.WriteResponse(output, "\"a1\""u8, "{}"u8);
            ChatMethods.Send.WriteResponse(output, "\"a1\""u8, result);
        }
    }

    [Fact]
    public void The_buffer_grows_and_keeps_what_was_written()
    {
        using var output = new PooledBufferWriter(1);
        var expected = new StringBuilder();
        for (var i = 0; i < 5000; i++)
        {
            output.Write(Encoding.UTF8.GetBytes($"{i},"));
            expected.Append(i).Append(',');
        }

        Text(output).ShouldBe(expected.ToString());
        output.WrittenCount.ShouldBe(expected.Length);
    }

    private static void ShouldFit(PooledBufferWriter output, Moltbot.Protocol.Schemas.Shape shape)
    {
        using var document = JsonDocument.Parse(output.WrittenMemory);
        shape.Explain(document.RootElement).ShouldBeEmpty();
    }

    private static string Text(PooledBufferWriter output) => Encoding.UTF8.GetString(output.WrittenSpan);
}
