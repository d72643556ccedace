using System.Text.Json.Serialization;
using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.Grains.Sessions;

/// <summary>What sessions keep in tables as JSON.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TurnRequest))]
[JsonSerializable(typeof(RunStatus))]
[JsonSerializable(typeof(SessionEntry))]
internal sealed partial class SessionJson : JsonSerializerContext;
