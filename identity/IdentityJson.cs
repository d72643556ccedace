using System.Text.Json.Serialization;

namespace Moltbot.Identity;

/// <summary>JSON metadata of this folder's files, made at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(StoredIdentity))]
[JsonSerializable(typeof(StoredDeviceTokens))]
internal sealed partial class IdentityJson : JsonSerializerContext;
