using System.Text.Json.Serialization.Metadata;
using Moltbot.Gateway.Connections;
using Moltbot.Protocol.Frames;

namespace Moltbot.Gateway.Dispatch;

/// <summary>A request that came over a connection; disposed when its answer was sent.</summary>
internal sealed class RequestCall(Connection connection, string method, ReadOnlyMemory<byte> idJson, IGrainFactory grains) : MethodCall, IDisposable
{
    private string? _begins;

    public Connection Connection => connection;

    public override ConnectionIdentity Caller => connection.Client!.Identity;

    public override string Method => method;

    public override CancellationToken Aborted => connection.Aborted;

    public override IGrainFactory Grains => grains;

    public override void RespondFirst<T>(T payload, JsonTypeInfo<T> typeInfo)
    {
        var frame = new PooledBufferWriter();
        FrameWriter.WriteResponse(frame, idJson.Span, payload, typeInfo);
        connection.Outbox.Send(frame);
        Dispose();
    }

    public override void Begins(string runId)
    {
        Dispose();
        _begins = runId;
        connection.Unanswered.Begin(runId);
    }

    public void Dispose()
    {
        if (_begins is { } runId)
        {
            _begins = null;
            connection.Unanswered.End(runId);
        }
    }
}
