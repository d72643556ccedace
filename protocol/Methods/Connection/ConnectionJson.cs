using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Connection;

/// <summary>JSON metadata of this folder's types, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(WholeNumberConverter)])]
[JsonSerializable(typeof(ConnectParams))]
[JsonSerializable(typeof(ConnectClient))]
[JsonSerializable(typeof(ConnectDevice))]
[JsonSerializable(typeof(ConnectAuth))]
[JsonSerializable(typeof(HelloOk))]
[JsonSerializable(typeof(HelloServer))]
[JsonSerializable(typeof(HelloFeatures))]
[JsonSerializable(typeof(HelloSnapshot))]
[JsonSerializable(typeof(HelloSessionDefaults))]
[JsonSerializable(typeof(HelloAuth))]
[JsonSerializable(typeof(HelloPolicy))]
public sealed partial class ConnectionJson : JsonSerializerContext;
