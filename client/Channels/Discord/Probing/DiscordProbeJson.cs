using System.Text.Json.Serialization;

namespace Moltbot.Gateway.Channels.Discord.Probing;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DiscordProbe))]
internal sealed partial class DiscordProbeJson : JsonSerializerContext;
