using System.Text.Json.Serialization;

namespace Moltbot.Gateway.Events;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ChatMessagePayload))]
[JsonSerializable(typeof(ChatUsagePayload))]
internal sealed partial class EventPayloadsJson : JsonSerializerContext;
