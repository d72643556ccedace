using System.Text.Json.Serialization.Metadata;
using Moltbot.Gateway.Connections;
using Moltbot.Protocol.Frames;

namespace Moltbot.Gateway.Dispatch;

/// <summary>A request that came over a connection.</summary>
internal sealed class RequestCall(Connection connection, string method, ReadOnlyMemory<byte> idJson, IGrainFactory grains) : MethodCall
{
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
    }
}
