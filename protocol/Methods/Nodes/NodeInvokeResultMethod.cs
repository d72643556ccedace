using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Schemas.Wire;

namespace Moltbot.Protocol.Methods.Nodes;

/// <summary><c>node.invoke.result</c>, which forgives what older nodes send (section 5.5).</summary>
/// <remarks><c>payloadJSON</c> and <c>error</c> may be null, and a <c>payloadJSON</c> that is no text is the payload.</remarks>
public sealed class NodeInvokeResultMethod : GatewayMethod<NodeInvokeResultParams, NodeInvokeResultAck>
{
    internal NodeInvokeResultMethod()
        : base(
            MethodNames.NodeInvokeResult,
            NodesShapes.NodeInvokeResultParams,
            NodesJson.Default.NodeInvokeResultParams,
            NodesJson.Default.NodeInvokeResultAck)
    {
    }

    /// <inheritdoc />
    public override GatewayResult<NodeInvokeResultParams> Read(ReadOnlyMemory<byte> paramsJson)
    {
        var json = OrEmpty(paramsJson);
        return !Shape.Accepts(json.Span) && Forgive(json) is { } forgiven ? base.Read(forgiven) : base.Read(json);
    }

    private static ReadOnlyMemory<byte>? Forgive(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (root.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        var changed = new JsonObject();
        foreach (var property in root.EnumerateObject())
        {
            var (name, value) = (property.Name, property.Value);
            switch (name)
            {
                case "payloadJSON" when value.ValueKind is JsonValueKind.Null:
                case "error" when value.ValueKind is JsonValueKind.Null:
                    break;
                case "payloadJSON" when value.ValueKind is not JsonValueKind.String:
                    if (!root.TryGetProperty("payload"u8, out _))
                    {
                        changed["payload"] = JsonNode.Parse(value.GetRawText());
                    }

                    break;
                default:
                    changed[name] = JsonNode.Parse(value.GetRawText());
                    break;
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes(changed, NodesJson.Default.JsonObject);
    }
}
