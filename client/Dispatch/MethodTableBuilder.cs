using System.Collections.Frozen;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Methods;

namespace Moltbot.Gateway.Dispatch;

/// <summary>Collects which method is served by whom; a method is served once.</summary>
public sealed class MethodTableBuilder
{
    private readonly Dictionary<string, ServedMethod> _methods = new(StringComparer.Ordinal);

    /// <summary>Serves a method with typed params and result.</summary>
    public MethodTableBuilder Serve<TParams, TResult>(
        GatewayMethod<TParams, TResult> method, Func<MethodCall, TParams, ValueTask<GatewayResult<TResult>>> handler)
        where TParams : notnull
    {
        _methods.Add(method.Name, new TypedMethod<TParams, TResult>(method, handler));
        return this;
    }

    /// <summary>Serves a method without params.</summary>
    public MethodTableBuilder Serve<TResult>(NoParamsMethod<TResult> method, Func<MethodCall, ValueTask<GatewayResult<TResult>>> handler) =>
        Serve(method, (call, _) => handler(call));

    /// <summary>Serves a method whose result is JSON text already (cached, or an answer of somebody else's).</summary>
    public MethodTableBuilder ServeJson<TParams>(
        GatewayMethod<TParams> method, Func<MethodCall, TParams, ValueTask<GatewayResult<ReadOnlyMemory<byte>>>> handler)
        where TParams : notnull
    {
        _methods.Add(method.Name, new JsonMethod<TParams>(method, handler));
        return this;
    }

    internal FrozenDictionary<string, ServedMethod> Build() => _methods.ToFrozenDictionary(StringComparer.Ordinal);
}
