using System.Text;
using Moltbot.Protocol.Frames;
using Moltbot.Protocol.Limits;
using Moltbot.TestSupport.Runs;

namespace Moltbot.Protocol.Tests.Frames;

public sealed class FrameReaderTests
{
    [Theory]
    [InlineData("""{"type":"req","id":"1","method":"health"}""", "\"1\"", "health", "")]
    [InlineData("""{"type":"req","id":"1","method":"health","params":{}}""", "\"1\"", "health", "{}")]
    [InlineData(""" { "params" : [ 1, {"a":null} ] , "method":"x","id":"\u0041","type":"\u0072eq" } """, "\"\\u0041\"", "x", "[ 1, {\"a\":null} ]")]
    [InlineData("""{"type":"req","id":"é","method":"chat.send","params":null}""", "\"é\"", "chat.send", "null")]
    [InlineData("""{"type":"req","id":"1","method":"m","params":-1.5e3}""", "\"1\"", "m", "-1.5e3")]
    public void A_request_is_read_into_slices(string text, string id, string method, string parameters)
    {
        var verdict = Read(text, out var frame, out var fault);

        verdict.ShouldBe(FrameVerdict.Request);
        fault.ShouldBeNull();
        Text(frame.IdJson).ShouldBe(id);
        frame.Method.ShouldBe(method);
        Text(frame.Params).ShouldBe(parameters);
    }

    [Fact]
    public void A_known_method_costs_no_string()
    {
        var known = Encoding.UTF8.GetBytes("""{"type":"req","id":"1","method":"sessions.list"}""");

        Allocations.EachTime(() => FrameReader.Read(known, out _, out _)).ShouldBe(0);

        FrameReader.Read(known, out var frame, out _);
        frame.Method.ShouldBe("sessions.list");
    }

    // The recorded answers of golden_ws-042, and what follows from the same rules.
    [Theory]
    [InlineData("""{"type":"event","event":"x"}""", "\"invalid\"", "must have required property 'id'; must have required property 'method'; at root: unexpected property 'event'; at /type: must be equal to constant")]
    [InlineData("""{"type":"req","id":"q1"}""", "\"q1\"", "must have required property 'method'")]
    [InlineData("[1,2]", "\"invalid\"", "must be object")]
    [InlineData("null", "\"invalid\"", "must be object")]
    [InlineData("\"text\"", "\"invalid\"", "must be object")]
    [InlineData("""{"type":"res","id":"1","ok":true}""", "\"1\"", "must have required property 'method'; at root: unexpected property 'ok'; at /type: must be equal to constant")]
    [InlineData("""{"type":"req","id":5,"method":"x"}""", "5", "at /id: must be string")]
    [InlineData("""{"type":"req","id":null,"method":"x"}""", "\"invalid\"", "at /id: must be string")]
    [InlineData("""{"type":"req","id":{"a":1},"method":"x"}""", "\"invalid\"", "at /id: must be string")]
    [InlineData("""{"type":"req","id":"","method":""}""", "\"\"", "at /id: must NOT have fewer than 1 characters; at /method: must NOT have fewer than 1 characters")]
    [InlineData("""{"type":1,"id":"1","method":"x"}""", "\"1\"", "at /type: must be string; at /type: must be equal to constant")]
    [InlineData("""{"type":"req","id":"1","id":"2","method":"x"}""", "\"2\"", "duplicate property 'id'")]
    public void A_frame_that_is_no_request_is_refused_with_reasons(string text, string id, string reasons)
    {
        var verdict = Read(text, out _, out var fault);

        verdict.ShouldBe(FrameVerdict.Invalid);
        Text(fault!.IdJson).ShouldBe(id);
        fault.Error.Code.ShouldBe("INVALID_REQUEST");
        fault.Error.Message.ShouldBe($"invalid request frame: {reasons}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("""{"type":"req","id":"1","method":"x"}}""")]
    [InlineData("""{"type":"req","id":"1","method":"x"} {}""")]
    [InlineData("""{"type":"req","id":"1","method":"x",}""")]
    [InlineData("""{"type":"req","id":"1","method":"x","params":{"a":}}""")]
    [InlineData("""{"type":"req","id":"1","method":"x","params":NaN}""")]
    [InlineData("""{"type":"req","id":"1","method":"x" /* comment */}""")]
    [InlineData("""{"type":"req","id":"1","extra":1,"method":"x"}trailing""")]
    [InlineData("{\"type\":\"req\",\"id\":\"a\nb\",\"method\":\"x\"}")]
    [InlineData("\uFEFF{\"type\":\"req\",\"id\":\"1\",\"method\":\"x\"}")]
    public void What_is_not_json_is_told_apart(string text) => Read(text, out _, out _).ShouldBe(FrameVerdict.NotJson);

    [Fact]
    public void Bytes_that_are_not_utf8_are_not_json()
    {
        byte[] bytes = [.. "{\"type\":\"req\",\"id\":\""u8, 0xC3, 0x28, .. "\",\"method\":\"x\"}"u8];

        FrameReader.Read(bytes, out _, out _).ShouldBe(FrameVerdict.NotJson);
    }

    [Fact]
    public void An_id_longer_than_the_limit_is_refused_and_not_echoed()
    {
        var id = new string('i', ProtocolLimits.MaxRequestIdBytes);
        Read($$"""{"type":"req","id":"{{id}}","method":"x"}""", out _, out var fault).ShouldBe(FrameVerdict.Invalid);

        Text(fault!.IdJson).ShouldBe("\"invalid\"");
        fault.Error.Message.ShouldBe("invalid request frame: at /id: must NOT have more than 1024 bytes");
    }

    [Fact]
    public void A_method_longer_than_the_limit_is_refused()
    {
        var method = new string('m', ProtocolLimits.MaxMethodChars + 1);
        Read($$"""{"type":"req","id":"1","method":"{{method}}"}""", out _, out var fault).ShouldBe(FrameVerdict.Invalid);

        fault!.Error.Message.ShouldBe("invalid request frame: at /method: must NOT have more than 128 characters");
    }

    [Theory]
    [InlineData(60, FrameVerdict.Request)]
    [InlineData(100, FrameVerdict.Invalid)]
    [InlineData(200_000, FrameVerdict.NotJson)]
    public void Nesting_has_a_limit(int depth, FrameVerdict expected)
    {
        var nested = new string('[', depth) + new string(']', depth);
        var verdict = Read($$"""{"type":"req","id":"1","method":"x","params":{{nested}}}""", out _, out var fault);

        verdict.ShouldBe(expected);
        if (expected is FrameVerdict.Invalid)
        {
            fault!.Error.Message.ShouldBe("invalid request frame: at /params: must NOT be nested deeper than 64 levels");
        }
    }

    [Theory]
    [InlineData("\\ud83d", "\\ufffd")]
    [InlineData("\\uDE00x", "\\ufffdx")]
    [InlineData("\\ud83d\\ude00", "\\ud83d\\ude00")]
    [InlineData("\\ud83d\\ud83d\\ude00", "\\ufffd\\ud83d\\ude00")]
    [InlineData("\\\\ud83d", "\\\\ud83d")]
    [InlineData("\\\\\\ud83d", "\\\\\\ufffd")]
    [InlineData("\\n\\u0041", "\\n\\u0041")]
    public void Half_an_emoji_becomes_the_replacement_character(string sent, string read)
    {
        Read($$"""{"type":"req","id":"{{sent}}","method":"x","params":"{{sent}}"}""", out var frame, out _).ShouldBe(FrameVerdict.Request);

        Text(frame.IdJson).ShouldBe($"\"{read}\"");
        Text(frame.Params).ShouldBe($"\"{read}\"");
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        var random = new Random(20260131);
        var seed = Encoding.UTF8.GetBytes("""{"type":"req","id":"a1","method":"chat.send","params":{"message":"\u00e9\n","n":[1,2.5e3,null,true]}}""");
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = seed.ToArray();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var verdict = FrameReader.Read(bytes.AsMemory(0, random.Next(bytes.Length + 1)), out var frame, out var fault);

            (verdict is FrameVerdict.Request == !frame.IdJson.IsEmpty || verdict is not FrameVerdict.Request).ShouldBeTrue();
            (fault is not null).ShouldBe(verdict is FrameVerdict.Invalid);
        }
    }

    private static FrameVerdict Read(string text, out RequestFrame frame, out FrameFault? fault) =>
        FrameReader.Read(Encoding.UTF8.GetBytes(text), out frame, out fault);

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
