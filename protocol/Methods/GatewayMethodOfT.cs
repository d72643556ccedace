using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Schemas;

namespace Moltbot.Protocol.Methods;

/// <summary>A method whose params are a typed record.</summary>
public class GatewayMethod<TParams> : GatewayMethod
    where TParams : notnull
{
    private readonly JsonTypeInfo<TParams> _paramsInfo;

    internal GatewayMethod(string name, Shape shape, JsonTypeInfo<TParams> paramsInfo)
        : base(name, shape) => _paramsInfo = paramsInfo;

    /// <summary>Metadata of the params, for clients that write them.</summary>
    public JsonTypeInfo<TParams> ParamsInfo => _paramsInfo;

    /// <summary>Checks and reads the params: a look over the tokens, then one typed read; no document on the way that succeeds.</summary>
    /// <param name="paramsJson">The params of the frame, empty when left out.</param>
    public virtual GatewayResult<TParams> Read(ReadOnlyMemory<byte> paramsJson)
    {
        var json = OrEmpty(paramsJson);
        if (json.IsEmpty || !Shape.Accepts(json.Span))
        {
            return Refuse(json);
        }

        return JsonSerializer.Deserialize(json.Span, _paramsInfo) is { } value
            ? value
            : GatewayError.InvalidParams(Name, "must be object");
    }
}
