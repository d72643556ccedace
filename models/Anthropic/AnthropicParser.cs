using System.Text.Json;
using Microsoft.Extensions.AI;
using Moltbot.Models.Wire;

namespace Moltbot.Models.Anthropic;

/// <summary>Reads one stream of message events; kinds it does not know are passed over.</summary>
internal sealed class AnthropicParser(string origin) : IAnswerParser
{
    private readonly ToolCallBuffer tools = new();
    private readonly AnthropicUsage usage = new();
    private string? id;
    private string? model;

    public bool IsComplete { get; private set; }

    public bool MayEnd { get; private set; }

    public ChatResponseUpdate? Take(ReadOnlySpan<byte> data)
    {
        var type = EventType.Of(data);
        if (type.SequenceEqual("content_block_delta"u8))
        {
            return Delta(Read(data));
        }

        if (type.SequenceEqual("content_block_start"u8))
        {
            return Start(Read(data));
        }

        if (type.SequenceEqual("content_block_stop"u8))
        {
            return tools.Take(Read(data).Index) is { } call ? Update(call) : null;
        }

        if (type.SequenceEqual("message_start"u8))
        {
            var message = Read(data).Message;
            (id, model) = (message?.Id, message?.Model);
            Count(message?.Usage);
            return null;
        }

        if (type.SequenceEqual("message_delta"u8))
        {
            return End(Read(data));
        }

        if (type.SequenceEqual("message_stop"u8))
        {
            IsComplete = true;
            return null;
        }

        if (type.SequenceEqual("error"u8))
        {
            throw Read(data).Error is { ValueKind: JsonValueKind.Object or JsonValueKind.String } error
                ? WireErrors.From(error)
                : new WireErrorException(null, null);
        }

        return null;
    }

    public ChatResponseUpdate? Finish() => null;

    private static AnthropicEvent Read(ReadOnlySpan<byte> data) =>
        JsonSerializer.Deserialize(data, AnthropicJson.Default.AnthropicEvent) ?? throw new JsonException("The event is null.");

    private ChatResponseUpdate Update(params AIContent[] contents) =>
        new(ChatRole.Assistant, [.. contents]) { ResponseId = id, MessageId = id, ModelId = model };

    private ChatResponseUpdate? Start(AnthropicEvent e)
    {
        switch (e.ContentBlock)
        {
            case { Type: "tool_use" } block:
                tools.Add(e.Index, block.Id, block.Name, null);
                return null;
            case { Type: "redacted_thinking", Data: { Length: > 0 } data }:
                return Update(new TextReasoningContent("")
                {
                    ProtectedData = ProtectedReasoning.Mark(origin, AnthropicWire.RedactedKind, data),
                });
            case { Type: "text", Text: { Length: > 0 } text }:
                return Update(new TextContent(text));
            default:
                return null;
        }
    }

    private ChatResponseUpdate? Delta(AnthropicEvent e)
    {
        switch (e.Delta)
        {
            case { Text: { Length: > 0 } text }:
                return Update(new TextContent(text));
            case { Thinking: { Length: > 0 } thought }:
                return Update(new TextReasoningContent(thought));
            case { Signature: { Length: > 0 } signature }:
                return Update(new TextReasoningContent("")
                {
                    ProtectedData = ProtectedReasoning.Mark(origin, AnthropicWire.SignatureKind, signature),
                });
            case { PartialJson: { } json }:
                tools.Add(e.Index, null, null, json);
                return null;
            default:
                return null;
        }
    }

    private ChatResponseUpdate? End(AnthropicEvent e)
    {
        Count(e.Usage);
        if (e.Delta?.StopReason is not { } reason)
        {
            return null;
        }

        MayEnd = true;
        var update = Update();
        tools.TakeAll(update.Contents);
        update.FinishReason = reason switch
        {
            "end_turn" or "stop_sequence" => ChatFinishReason.Stop,
            "max_tokens" or "model_context_window_exceeded" => ChatFinishReason.Length,
            "tool_use" => ChatFinishReason.ToolCalls,
            "refusal" => ChatFinishReason.ContentFilter,
            _ => FinishReasons.Other(reason),
        };
        update.Contents.Add(new UsageContent(WireUsage.Of(
            (usage.InputTokens ?? 0) + (usage.CacheReadInputTokens ?? 0) + (usage.CacheCreationInputTokens ?? 0),
            usage.OutputTokens, usage.CacheReadInputTokens, usage.CacheCreationInputTokens, null)));
        return update;
    }

    private void Count(AnthropicUsage? news)
    {
        usage.InputTokens = news?.InputTokens ?? usage.InputTokens;
        usage.OutputTokens = news?.OutputTokens ?? usage.OutputTokens;
        usage.CacheReadInputTokens = news?.CacheReadInputTokens ?? usage.CacheReadInputTokens;
        usage.CacheCreationInputTokens = news?.CacheCreationInputTokens ?? usage.CacheCreationInputTokens;
    }
}
