using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Moltbot.Policy.Configuration;

/// <summary>Serialisation of trees without reflection.</summary>
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class ConfigJson : JsonSerializerContext;
