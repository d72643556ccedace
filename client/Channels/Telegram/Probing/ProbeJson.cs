using System.Text.Json.Serialization;

namespace Moltbot.Gateway.Channels.Telegram.Probing;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TelegramProbe))]
internal sealed partial class ProbeJson : JsonSerializerContext;
