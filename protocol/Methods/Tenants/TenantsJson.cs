using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Tenants;

/// <summary>JSON metadata of this folder's types, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(WholeNumberConverter)])]
[JsonSerializable(typeof(TenantParams))]
[JsonSerializable(typeof(TenantAnswer))]
[JsonSerializable(typeof(TenantTokenAnswer))]
[JsonSerializable(typeof(TenantsListResult))]
public sealed partial class TenantsJson : JsonSerializerContext;
