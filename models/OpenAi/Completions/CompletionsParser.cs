using System.Text.Json;
using Microsoft.Extensions.AI;
using Moltbot.Models.Wire;

namespace Moltbot.Models.OpenAi.Completions;

/// <summary>Reads one stream of <c>chat.completion.chunk</c>s.</summary>
internal sealed class CompletionsParser : IAnswerParser
{
    private readonly ToolCallBuffer tools = new();
    private CompletionUsage? usage;

    public bool IsComplete { get; private set; }

    public bool MayEnd { get; private set; }

    public ChatResponseUpdate? Take(ReadOnlySpan<byte> data)
    {
        if (data.SequenceEqual("[DONE]"u8))
        {
            IsComplete = true;
            return Finish();
        }

        var chunk = JsonSerializer.Deserialize(data, CompletionsJson.Default.CompletionChunk)
            ?? throw new JsonException("The event is null.");
        if (chunk.Error is { ValueKind: JsonValueKind.Object or JsonValueKind.String } error)
        {
            throw WireErrors.From(error);
        }

        var update = new ChatResponseUpdate { Role = ChatRole.Assistant, ResponseId = chunk.Id, MessageId = chunk.Id, ModelId = chunk.Model };
        if (chunk.Choices is [{ } choice, ..])
        {
            Add(update.Contents, choice.Delta);
            if (choice.FinishReason is { Length: > 0 } reason)
            {
                MayEnd = true;
                tools.TakeAll(update.Contents);
                update.FinishReason = Reason(reason);
            }
        }

        // Some servers repeat the running count in every chunk: the last one is the count.
        usage = chunk.Usage ?? usage;
        return update.Contents.Count > 0 || update.FinishReason is not null ? update : null;
    }

    public ChatResponseUpdate? Finish()
    {
        if (tools.IsEmpty && usage is null)
        {
            return null;
        }

        // Only servers that never say a finish reason get here with calls left.
        var update = new ChatResponseUpdate
        {
            Role = ChatRole.Assistant,
            FinishReason = tools.IsEmpty ? null : ChatFinishReason.ToolCalls,
        };
        tools.TakeAll(update.Contents);
        if (usage is not null)
        {
            update.Contents.Add(new UsageContent(Details(usage)));
            usage = null;
        }

        return update;
    }

    private void Add(IList<AIContent> contents, CompletionDelta? delta)
    {
        if (delta is null)
        {
            return;
        }

        if ((delta.ReasoningContent ?? delta.Reasoning) is { Length: > 0 } thought)
        {
            contents.Add(new TextReasoningContent(thought));
        }

        if (delta.Content is { Length: > 0 } text)
        {
            contents.Add(new TextContent(text));
        }

        if (delta.Refusal is { Length: > 0 } refusal)
        {
            contents.Add(new TextContent(refusal));
        }

        for (var i = 0; i < delta.ToolCalls?.Count; i++)
        {
            var call = delta.ToolCalls[i];
            tools.Add(call.Index ?? i, call.Id, call.Function?.Name, call.Function?.Arguments);
        }
    }

    private static ChatFinishReason Reason(string reason) => reason switch
    {
        "stop" => ChatFinishReason.Stop,
        "length" => ChatFinishReason.Length,
        "tool_calls" or "function_call" => ChatFinishReason.ToolCalls,
        "content_filter" => ChatFinishReason.ContentFilter,
        _ => FinishReasons.Other(reason),
    };

    private static UsageDetails Details(CompletionUsage usage) => WireUsage.Of(
        usage.PromptTokens, usage.CompletionTokens, usage.PromptTokensDetails?.CachedTokens,
        usage.PromptTokensDetails?.CacheWriteTokens, usage.CompletionTokensDetails?.ReasoningTokens);
}
