using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Pairing;

/// <summary>JSON metadata of this folder's types, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(WholeNumberConverter)])]
[JsonSerializable(typeof(PairingListParams))]
[JsonSerializable(typeof(PairingListResult))]
[JsonSerializable(typeof(PairingApproveParams))]
[JsonSerializable(typeof(PairingApproveResult))]
[JsonSerializable(typeof(PairingRevokeParams))]
[JsonSerializable(typeof(PairingRevokeResult))]
public sealed partial class PairingJson : JsonSerializerContext;
