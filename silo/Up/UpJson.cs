using System.Text.Json.Serialization;

namespace Moltbot.Silo.Up;

/// <summary>JSON without reflection.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class UpJson : JsonSerializerContext;
