using System.Text.Json.Serialization;

namespace Moltbot.Protocol.Methods;

/// <summary>JSON metadata of what all methods share.</summary>
[JsonSerializable(typeof(NoParams))]
internal sealed partial class MethodsJson : JsonSerializerContext;
