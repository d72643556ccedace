using System.Text.Json.Serialization;

namespace Moltbot.Models.OpenAi.Responses;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(ResponsesEvent))]
internal sealed partial class ResponsesJson : JsonSerializerContext;
