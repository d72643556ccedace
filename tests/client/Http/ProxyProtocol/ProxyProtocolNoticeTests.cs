using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Http.ProxyProtocol;
using Moltbot.Gateway.Tests.Channels.Support;
using Moltbot.TestSupport.Time;

namespace Moltbot.Gateway.Tests.Http.ProxyProtocol;

/// <summary>The beginning of a connection is looked at by whoever reads it, and told of when it is the PROXY protocol's (A13).</summary>
public sealed class ProxyProtocolNoticeTests
{
    [Theory]
    [InlineData("PROXY TCP4 203.0.113.7 127.0.0.1 1 2\r\n", 1)]
    [InlineData("PROXY UNKNOWN\r\n", 1)]
    [InlineData("\r\nPROXY UNKNOWN\r\n", 1)]
    [InlineData("\r\n\r\n\0\r\nQUIT\n\u0021\u0011", 2)]
    [InlineData("POST /v1/chat/completions HTTP/1.1\r\n", 0)]
    [InlineData("PROPFIND / HTTP/1.1\r\n", 0)]
    [InlineData("GET /?x=PROXY HTTP/1.1\r\n", 0)]
    [InlineData("PROX", 0)]
    [InlineData("\r\n\r\n\0\r\nQUIT", 0)]
    [InlineData("\u0016\u0003\u0001", 0)]
    [InlineData("", 0)]
    public void It_is_told_by_its_first_bytes(string text, int version)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);

        FirstBytes.ProxyVersion(new ReadOnlySequence<byte>(bytes)).ShouldBe(version);
        FirstBytes.ProxyVersion(InPieces(bytes)).ShouldBe(version);
    }

    [Fact]
    public async Task Every_byte_arrives_and_the_first_are_looked_at_once()
    {
        var pipe = new Pipe();
        var looked = new List<string>();
        PipeReader reader = ((IDuplexPipe)new WatchedTransport(new Both(pipe.Reader, pipe.Writer), bytes => looked.Add(Encoding.ASCII.GetString(bytes)))).Input;

        await pipe.Writer.WriteAsync("GET /"u8.ToArray(), TestContext.Current.CancellationToken);
        ReadResult first = await reader.ReadAsync(TestContext.Current.CancellationToken);
        reader.AdvanceTo(first.Buffer.Start, first.Buffer.End);
        await pipe.Writer.WriteAsync(" HTTP/1.1"u8.ToArray(), TestContext.Current.CancellationToken);
        ReadResult second = await reader.ReadAsync(TestContext.Current.CancellationToken);

        Encoding.ASCII.GetString(second.Buffer).ShouldBe("GET / HTTP/1.1");
        looked.ShouldBe(["GET /"]);
    }

    [Fact]
    public void It_is_said_once_a_minute_whoever_begins_so()
    {
        var (time, logs) = (new ManualTime(), new CapturedLogs());
        var notice = new ProxyProtocolNotice(time, new Logger<ProxyProtocolNotice>(logs));
        for (int port = 1; port < 100; port++)
        {
            notice.Tell(1, new IPEndPoint(IPAddress.Loopback, port));
        }

        logs.Lines.Count.ShouldBe(1);
        time.Advance(TimeSpan.FromMinutes(1));
        notice.Tell(2, new IPEndPoint(IPAddress.Loopback, 100));
        logs.Lines.Count.ShouldBe(2);
        logs.Lines.Last().ShouldContain("127.0.0.1:100 begins with the PROXY protocol (version 2)");
    }

    private static ReadOnlySequence<byte> InPieces(byte[] bytes)
    {
        Piece? first = null, last = null;
        foreach (byte each in bytes)
        {
            last = new Piece([each], last);
            first ??= last;
        }

        return first is null ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(first, 0, last!, 1);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(byte[] bytes, Piece? before)
        {
            Memory = bytes;
            if (before is not null)
            {
                before.Next = this;
                RunningIndex = before.RunningIndex + before.Memory.Length;
            }
        }
    }

    private sealed record Both(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
