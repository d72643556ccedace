using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Devices;

/// <summary>JSON metadata of this folder's types, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(WholeNumberConverter)])]
[JsonSerializable(typeof(DevicePairListResult))]
[JsonSerializable(typeof(DevicePairRequest))]
[JsonSerializable(typeof(PairedDevice))]
[JsonSerializable(typeof(DeviceTokenSummary))]
[JsonSerializable(typeof(DevicePairApproveParams))]
[JsonSerializable(typeof(DevicePairApproveResult))]
[JsonSerializable(typeof(DevicePairRejectParams))]
[JsonSerializable(typeof(DevicePairRejectResult))]
[JsonSerializable(typeof(DeviceTokenRotateParams))]
[JsonSerializable(typeof(DeviceTokenRotateResult))]
[JsonSerializable(typeof(DeviceTokenRevokeParams))]
[JsonSerializable(typeof(DeviceTokenRevokeResult))]
public sealed partial class DevicesJson : JsonSerializerContext;
