using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Sessions;

/// <summary>JSON metadata of this folder's types, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(WholeNumberConverter)])]
[JsonSerializable(typeof(SessionsListParams))]
[JsonSerializable(typeof(SessionsListResult))]
[JsonSerializable(typeof(SessionDefaults))]
[JsonSerializable(typeof(SessionRow))]
[JsonSerializable(typeof(SessionOrigin))]
[JsonSerializable(typeof(DeliveryContext))]
[JsonSerializable(typeof(SessionEntry))]
[JsonSerializable(typeof(SessionsPreviewParams))]
[JsonSerializable(typeof(SessionsPreviewResult))]
[JsonSerializable(typeof(SessionPreview))]
[JsonSerializable(typeof(SessionPreviewItem))]
[JsonSerializable(typeof(SessionsResolveParams))]
[JsonSerializable(typeof(SessionsResolveResult))]
[JsonSerializable(typeof(SessionsPatchParams))]
[JsonSerializable(typeof(SessionsPatchResult))]
[JsonSerializable(typeof(SessionsResetParams))]
[JsonSerializable(typeof(SessionsResetResult))]
[JsonSerializable(typeof(SessionsDeleteParams))]
[JsonSerializable(typeof(SessionsDeleteResult))]
[JsonSerializable(typeof(SessionsCompactParams))]
[JsonSerializable(typeof(SessionsCompactResult))]
public sealed partial class SessionsJson : JsonSerializerContext;
