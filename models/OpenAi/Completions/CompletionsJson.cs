using System.Text.Json;
using System.Text.Json.Serialization;

namespace Moltbot.Models.OpenAi.Completions;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(CompletionChunk))]
internal sealed partial class CompletionsJson : JsonSerializerContext;
