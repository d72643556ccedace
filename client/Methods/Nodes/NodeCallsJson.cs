using System.Text.Json.Serialization;

namespace Moltbot.Gateway.Methods.Nodes;

[JsonSerializable(typeof(string))]
internal sealed partial class NodeCallsJson : JsonSerializerContext;
