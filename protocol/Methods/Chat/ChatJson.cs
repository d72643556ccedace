using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Chat;

/// <summary>JSON metadata of this folder's types, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(WholeNumberConverter)])]
[JsonSerializable(typeof(ChatHistoryParams))]
[JsonSerializable(typeof(ChatHistoryResult))]
[JsonSerializable(typeof(ChatSendParams))]
[JsonSerializable(typeof(ChatAttachment))]
[JsonSerializable(typeof(ChatSendResult))]
[JsonSerializable(typeof(ChatAbortParams))]
[JsonSerializable(typeof(ChatAbortResult))]
[JsonSerializable(typeof(ChatInjectParams))]
[JsonSerializable(typeof(ChatInjectResult))]
[JsonSerializable(typeof(ChatMessage))]
[JsonSerializable(typeof(ChatContent))]
[JsonSerializable(typeof(ChatUsage))]
public sealed partial class ChatJson : JsonSerializerContext;
