using System.Text;
using Moltbot.Bench.Clients;

namespace Moltbot.Bench.Loads;

/// <summary>Requests as fast as answers come: on one connection a number of them is always under way.</summary>
internal sealed class RpcLoad(LoadWindow window, string method, int depth, string parameters = "{}")
{
    public async Task Call(RawWebSocket socket, LatencyLog log, CancellationToken cancel)
    {
        // An id is used again once it is answered. The echo server answers with the request itself.
        var frames = new byte[depth][];
        var began = new long[depth];
        for (var i = 0; i < depth; i++)
        {
            frames[i] = Encoding.UTF8.GetBytes($$"""{"type":"req","id":"{{(char)('A' + i)}}","method":"{{method}}","params":{{parameters}}}""");
            began[i] = TimeProvider.System.GetTimestamp();
            await socket.Send(frames[i], cancel);
        }

        var waiting = depth;
        while (waiting > 0)
        {
            if (AnswerOf(await socket.Receive(cancel)) is not { } answer)
            {
                continue;
            }

            if (answer.IsOk)
            {
                window.Succeeded(log, began[answer.Number]);
            }
            else
            {
                window.Failed();
            }

            if (window.IsOver)
            {
                waiting--;
                continue;
            }

            began[answer.Number] = TimeProvider.System.GetTimestamp();
            await socket.Send(frames[answer.Number], cancel);
        }
    }

    private static (int Number, bool IsOk)? AnswerOf(ReadOnlyMemory<byte> text)
    {
        var span = text.Span;
        if (span.StartsWith("{\"type\":\"req\",\"id\":\""u8))
        {
            return (span["{\"type\":\"req\",\"id\":\"".Length] - 'A', true);
        }

        var frame = Frame.Read(span);
        return frame.Kind == FrameKind.Response ? (frame.Id[0] - 'A', frame.IsOk) : null;
    }
}
