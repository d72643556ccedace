using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Channels;

/// <summary>JSON metadata of this folder's types, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(WholeNumberConverter)])]
[JsonSerializable(typeof(ChannelsStatusParams))]
[JsonSerializable(typeof(ChannelsStatusResult))]
[JsonSerializable(typeof(ChannelMeta))]
[JsonSerializable(typeof(ChannelAccountSnapshot))]
[JsonSerializable(typeof(ChannelsLogoutParams))]
[JsonSerializable(typeof(ChannelsLogoutResult))]
public sealed partial class ChannelsJson : JsonSerializerContext;
