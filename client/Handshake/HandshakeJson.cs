using System.Text.Json.Serialization;

namespace Moltbot.Gateway.Handshake;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PairingHint))]
[JsonSerializable(typeof(ProtocolHint))]
internal sealed partial class HandshakeJson : JsonSerializerContext;
