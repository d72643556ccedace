using System.Net.WebSockets;
using System.Text;

namespace Moltbot.Gateway.Tests.Support;

/// <summary>A socket whose other end reads only when the test lets it.</summary>
internal sealed class GatedSocket : WebSocket
{
    private readonly SemaphoreSlim _reads = new(0);
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

    public override void Abort()
    {
        _state = WebSocketState.Aborted;
        _aborted.TrySetResult();
    }

    public override Task SendAsync(
        ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        Write(Encoding.UTF8.GetString(buffer));

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        Write($"close {(int)closeStatus} {statusDescription}");

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override void Dispose() => _reads.Dispose();

    private async Task Write(string text)
    {
        await _reads.WaitAsync();
        lock (_sent)
        {
            _sent.Add(text);
        }
    }
}
