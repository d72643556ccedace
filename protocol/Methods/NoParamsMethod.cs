using System.Text.Json.Serialization.Metadata;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Schemas;

namespace Moltbot.Protocol.Methods;

/// <summary>A method without params: what is sent is checked (or, where the original does not look, ignored) and not read.</summary>
public sealed class NoParamsMethod<TResult> : GatewayMethod<NoParams, TResult>
{
    internal NoParamsMethod(string name, Shape shape, JsonTypeInfo<TResult> resultInfo)
        : base(name, shape, MethodsJson.Default.NoParams, resultInfo)
    {
    }

    /// <inheritdoc />
    public override GatewayResult<NoParams> Read(ReadOnlyMemory<byte> paramsJson) =>
        Validate(paramsJson) is { } error ? error : NoParams.Value;
}
