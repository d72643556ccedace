using System.Text.Json.Serialization;

namespace Moltbot.Protocol.Json;

/// <summary>JSON metadata of values whose type is up to the caller.</summary>
[JsonSerializable(typeof(RawJson))]
public sealed partial class SharedJson : JsonSerializerContext;
