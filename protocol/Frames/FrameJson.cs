using System.Text.Json.Serialization;

namespace Moltbot.Protocol.Frames;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WireError))]
internal sealed partial class FrameJson : JsonSerializerContext;
