using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Schemas;

namespace Moltbot.Protocol.Methods;

/// <summary>A method of the protocol: its name and the shape of its params.</summary>
public abstract class GatewayMethod
{
    private static readonly byte[] EmptyObject = "{}"u8.ToArray();

    private protected GatewayMethod(string name, Shape shape)
    {
        Name = name;
        Shape = shape;
    }

    /// <summary>The name, one of <see cref="MethodNames"/>.</summary>
    public string Name { get; }

    /// <summary>Shape of the params; <see cref="Shape.Any"/> where the method reads them itself.</summary>
    public Shape Shape { get; }

    /// <summary>Whether left-out params count as <c>{}</c>; only <c>connect</c> insists on them.</summary>
    private protected virtual bool AllowsMissingParams => true;

    /// <summary>The refusal of params that do not fit the shape, null when they fit.</summary>
    public GatewayError? Validate(ReadOnlyMemory<byte> paramsJson)
    {
        var json = OrEmpty(paramsJson);
        return !json.IsEmpty && Shape.Accepts(json.Span) ? null : Refuse(json);
    }

    private protected ReadOnlyMemory<byte> OrEmpty(ReadOnlyMemory<byte> paramsJson) =>
        AllowsMissingParams && (paramsJson.IsEmpty || paramsJson.Span.SequenceEqual("null"u8)) ? EmptyObject : paramsJson;

    private protected GatewayError Refuse(ReadOnlyMemory<byte> json)
    {
        // Missing params are undefined in the original, which its validator words like any other non-object.
        using var document = JsonDocument.Parse(json.IsEmpty ? "null"u8.ToArray() : json);
        var errors = Shape.Explain(document.RootElement);
        return GatewayError.InvalidParams(Name, ValidationErrors.Format(errors));
    }
}
