using System.Text.Json.Serialization;

namespace Moltbot.Models.Anthropic;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(AnthropicEvent))]
internal sealed partial class AnthropicJson : JsonSerializerContext;
