using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Protocol.Json;
using Wire = Moltbot.Protocol.Events;

namespace Moltbot.Gateway.Events;

/// <summary>The payload of <c>chat</c>.</summary>
internal static class ChatPayloads
{
    public static Wire.ChatEvent Of(ChatEvent chat) => new()
    {
        RunId = chat.RunId,
        SessionKey = chat.SessionKey,
        Seq = chat.Sequence,
        State = chat.State switch
        {
            ChatState.Delta => "delta",
            ChatState.Final => "final",
            ChatState.Aborted => "aborted",
            _ => "error",
        },
        Message = chat.Text is { } text ? Message(text, chat.Timestamp) : default,
        ErrorMessage = chat.ErrorMessage,
        Usage = chat.Usage is { } usage ? Usage(usage) : default,
        StopReason = chat.StopReason,
    };

    private static RawJson Message(string text, long timestamp) => RawJson.From(
        new ChatMessagePayload { Content = [new ChatTextPayload { Text = text }], Timestamp = timestamp },
        EventPayloadsJson.Default.ChatMessagePayload);

    private static RawJson Usage(TokenUsage usage) => RawJson.From(
        new ChatUsagePayload
        {
            Input = usage.Input,
            Output = usage.Output,
            CacheRead = usage.CacheRead,
            CacheWrite = usage.CacheWrite,
            TotalTokens = usage.Total,
        },
        EventPayloadsJson.Default.ChatUsagePayload);
}
