using System.Text.Json.Serialization;
using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Grains.Channels;

/// <summary>How inbox and outbox payloads are written.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(InboundMessage))]
[JsonSerializable(typeof(OutboundPiece))]
internal sealed partial class ChannelJson : JsonSerializerContext;
