using System.Buffers;
using System.IO.Pipelines;

namespace Moltbot.Gateway.Http.ProxyProtocol;

/// <summary>A connection whose first bytes are looked at when its reader gets them. Nothing waits for them, and none is taken away.</summary>
internal sealed class WatchedTransport(IDuplexPipe transport, Action<ReadOnlySequence<byte>> look) : PipeReader, IDuplexPipe
{
    private readonly PipeReader _input = transport.Input;
    private Action<ReadOnlySequence<byte>>? _look = look;

    PipeReader IDuplexPipe.Input => this;

    PipeWriter IDuplexPipe.Output { get; } = transport.Output;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        ValueTask<ReadResult> read = _input.ReadAsync(cancellationToken);
        return _look is null ? read : Looked(read);
    }

    public override bool TryRead(out ReadResult result)
    {
        bool isRead = _input.TryRead(out result);
        if (isRead)
        {
            Look(result);
        }

        return isRead;
    }

    public override void AdvanceTo(SequencePosition consumed) => _input.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => _input.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => _input.CancelPendingRead();

    public override void Complete(Exception? exception = null) => _input.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => _input.CompleteAsync(exception);

    private async ValueTask<ReadResult> Looked(ValueTask<ReadResult> read)
    {
        ReadResult result = await read;
        Look(result);
        return result;
    }

    private void Look(ReadResult result)
    {
        if (!result.Buffer.IsEmpty && Interlocked.Exchange(ref _look, null) is { } look)
        {
            look(result.Buffer);
        }
    }
}
