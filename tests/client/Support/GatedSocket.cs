using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace Moltbot.Gateway.Tests.Support;

/// <summary>A socket whose other end reads only when the test lets it.</summary>
internal sealed class GatedSocket : WebSocket
{
    private readonly SemaphoreSlim _reads = new(0);
    private readonly Channel<byte[]> _said = Channel.CreateUnbounded<byte[]>();
    private readonly CancellationTokenSource _gone = new();
    private ReadOnlyMemory<byte> _current;
    private readonly List<string> _sent = [];
    private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebSocketState _state = WebSocketState.Open;

    public IReadOnlyList<string> Sent
    {
        get
        {
            lock (_sent)
            {
                return [.. _sent];
            }
        }
    }

    public Task Aborted => _aborted.Task;

    public override WebSocketCloseStatus? CloseStatus => null;

    public override string? CloseStatusDescription => null;

    public override WebSocketState State => _state;

    public override string? SubProtocol => null;

    public void Read(int frames) => _reads.Release(frames);

    /// <summary>Sends a text from the other end.</summary>
    public void Say(string text) => _said.Writer.TryWrite(Encoding.UTF8.GetBytes(text)).ShouldBeTrue();

    public override void Abort()
    {
        _state = WebSocketState.Aborted;
        _gone.Cancel();
        _aborted.TrySetResult();
    }

    public override Task SendAsync(
        ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        Write(Encoding.UTF8.GetString(buffer));

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        Write($"close {(int)closeStatus} {statusDescription}");

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
    {
        if (_current.IsEmpty)
        {
            _current = await _said.Reader.ReadAsync(_gone.Token);
        }

        int count = Math.Min(buffer.Count, _current.Length);
        _current[..count].CopyTo(buffer);
        _current = _current[count..];
        return new WebSocketReceiveResult(count, WebSocketMessageType.Text, _current.IsEmpty);
    }

    public override void Dispose()
    {
        _reads.Dispose();
        _gone.Dispose();
    }

    private async Task Write(string text)
    {
        await _reads.WaitAsync(_gone.Token);
        lock (_sent)
        {
            _sent.Add(text);
        }
    }
}
