using Moltbot.Protocol.Schemas.Wire;

namespace Moltbot.Protocol.Methods.Chat;

/// <summary>The methods of this folder.</summary>
public static class ChatMethods
{
    /// <summary><c>chat.history</c>.</summary>
    public static GatewayMethod<ChatHistoryParams, ChatHistoryResult> History { get; } =
        new(MethodNames.ChatHistory, ChatShapes.ChatHistoryParams, ChatJson.Default.ChatHistoryParams, ChatJson.Default.ChatHistoryResult);

    /// <summary><c>chat.send</c>.</summary>
    public static GatewayMethod<ChatSendParams, ChatSendResult> Send { get; } =
        new(MethodNames.ChatSend, ChatShapes.ChatSendParams, ChatJson.Default.ChatSendParams, ChatJson.Default.ChatSendResult);

    /// <summary><c>chat.abort</c>.</summary>
    public static GatewayMethod<ChatAbortParams, ChatAbortResult> Abort { get; } =
        new(MethodNames.ChatAbort, ChatShapes.ChatAbortParams, ChatJson.Default.ChatAbortParams, ChatJson.Default.ChatAbortResult);

    /// <summary><c>chat.inject</c>.</summary>
    public static GatewayMethod<ChatInjectParams, ChatInjectResult> Inject { get; } =
        new(MethodNames.ChatInject, ChatShapes.ChatInjectParams, ChatJson.Default.ChatInjectParams, ChatJson.Default.ChatInjectResult);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<GatewayMethod> All { get; } =
    [
        History,
        Send,
        Abort,
        Inject,
    ];
}
