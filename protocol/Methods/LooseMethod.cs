using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Schemas;

namespace Moltbot.Protocol.Methods;

/// <summary>A method that reads its params itself and takes keys of a wrong type as left out, as the original does.</summary>
public sealed class LooseMethod<TParams, TResult> : GatewayMethod<TParams, TResult>
    where TParams : notnull
{
    private readonly Func<JsonElement, GatewayResult<TParams>> _read;

    internal LooseMethod(
        string name,
        JsonTypeInfo<TParams> paramsInfo,
        JsonTypeInfo<TResult> resultInfo,
        Func<JsonElement, GatewayResult<TParams>> read)
        : base(name, Shape.Any, paramsInfo, resultInfo) => _read = read;

    /// <inheritdoc />
    public override GatewayResult<TParams> Read(ReadOnlyMemory<byte> paramsJson)
    {
        using var document = JsonDocument.Parse(OrEmpty(paramsJson));
        return _read(document.RootElement);
    }
}
