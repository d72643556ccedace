using System.Buffers;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Frames;
using Moltbot.Protocol.Methods;

namespace Moltbot.Gateway.Dispatch;

/// <summary>A method with its handler behind it.</summary>
internal abstract class ServedMethod
{
    /// <summary>Reads the params, runs the handler and writes the answer.</summary>
    /// <returns>The error when there is one; nothing was written then.</returns>
    public abstract ValueTask<GatewayError?> Invoke(
        MethodCall call, ReadOnlyMemory<byte> paramsJson, ReadOnlyMemory<byte> idJson, IBufferWriter<byte> output);
}

/// <summary>A method with typed params and result.</summary>
internal sealed class TypedMethod<TParams, TResult>(
    GatewayMethod<TParams, TResult> method, Func<MethodCall, TParams, ValueTask<GatewayResult<TResult>>> handler) : ServedMethod
    where TParams : notnull
{
    public override async ValueTask<GatewayError?> Invoke(
        MethodCall call, ReadOnlyMemory<byte> paramsJson, ReadOnlyMemory<byte> idJson, IBufferWriter<byte> output)
    {
        if (!method.Read(paramsJson).TryGet(out TParams? parameters, out GatewayError? refusal))
        {
            return refusal;
        }

        GatewayResult<TResult> result = await handler(call, parameters);
        if (result.Error is { } error)
        {
            return error;
        }

        method.WriteResponse(output, idJson.Span, result.Value!);
        return null;
    }
}

/// <summary>A method with typed params whose result is JSON text.</summary>
internal sealed class JsonMethod<TParams>(
    GatewayMethod<TParams> method, Func<MethodCall, TParams, ValueTask<GatewayResult<ReadOnlyMemory<byte>>>> handler) : ServedMethod
    where TParams : notnull
{
    public override async ValueTask<GatewayError?> Invoke(
        MethodCall call, ReadOnlyMemory<byte> paramsJson, ReadOnlyMemory<byte> idJson, IBufferWriter<byte> output)
    {
        if (!method.Read(paramsJson).TryGet(out TParams? parameters, out GatewayError? refusal))
        {
            return refusal;
        }

        GatewayResult<ReadOnlyMemory<byte>> result = await handler(call, parameters);
        if (result.Error is { } error)
        {
            return error;
        }

        FrameWriter.WriteResponse(output, idJson.Span, result.Value.Span);
        return null;
    }
}
