using System.Buffers;
using System.Text.Json.Serialization.Metadata;
using Moltbot.Protocol.Frames;
using Moltbot.Protocol.Schemas;

namespace Moltbot.Protocol.Methods;

/// <summary>A method with typed params and a typed result.</summary>
public class GatewayMethod<TParams, TResult> : GatewayMethod<TParams>
    where TParams : notnull
{
    internal GatewayMethod(string name, Shape shape, JsonTypeInfo<TParams> paramsInfo, JsonTypeInfo<TResult> resultInfo)
        : base(name, shape, paramsInfo) => ResultInfo = resultInfo;

    /// <summary>Metadata of the result.</summary>
    public JsonTypeInfo<TResult> ResultInfo { get; }

    /// <summary>Writes the successful answer.</summary>
    public void WriteResponse(IBufferWriter<byte> output, ReadOnlySpan<byte> idJson, TResult result) =>
        FrameWriter.WriteResponse(output, idJson, result, ResultInfo);
}
