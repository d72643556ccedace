using System.Text.Json.Serialization;

namespace Moltbot.Runner.Workspaces;

/// <summary>JSON metadata of notes, made at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SandboxNote))]
internal sealed partial class SandboxNoteJson : JsonSerializerContext;
