using System.Text.Json;
using Microsoft.Extensions.AI;
using Moltbot.Models.Wire;

namespace Moltbot.Models.OpenAi.Responses;

/// <summary>Reads one stream of response events; kinds it does not know are passed over.</summary>
internal sealed class ResponsesParser(string origin) : IAnswerParser
{
    private string? id;
    private bool calledTool;

    public bool IsComplete { get; private set; }

    public bool MayEnd => IsComplete;

    public ChatResponseUpdate? Take(ReadOnlySpan<byte> data)
    {
        if (data.SequenceEqual("[DONE]"u8))
        {
            return null;
        }

        var type = EventType.Of(data);
        if (type.SequenceEqual("response.output_text.delta"u8) || type.SequenceEqual("response.refusal.delta"u8))
        {
            return Read(data).Delta is { Length: > 0 } text ? Update(new TextContent(text)) : null;
        }

        if (type.SequenceEqual("response.reasoning_summary_text.delta"u8) || type.SequenceEqual("response.reasoning_text.delta"u8))
        {
            return Read(data).Delta is { Length: > 0 } thought ? Update(new TextReasoningContent(thought)) : null;
        }

        if (type.SequenceEqual("response.output_item.done"u8))
        {
            return Item(Read(data).Item);
        }

        if (type.SequenceEqual("response.created"u8))
        {
            id = Read(data).Response?.Id;
            return null;
        }

        if (type.SequenceEqual("response.completed"u8) || type.SequenceEqual("response.incomplete"u8))
        {
            return End(Read(data).Response);
        }

        if (type.SequenceEqual("response.failed"u8) || type.SequenceEqual("error"u8))
        {
            throw Failure(data);
        }

        return null;
    }

    public ChatResponseUpdate? Finish() => null;

    private static ResponsesEvent Read(ReadOnlySpan<byte> data) =>
        JsonSerializer.Deserialize(data, ResponsesJson.Default.ResponsesEvent) ?? throw new JsonException("The event is null.");

    private static WireErrorException Failure(ReadOnlySpan<byte> data)
    {
        var e = Read(data);
        return e.Response?.Error is { ValueKind: JsonValueKind.Object } error
            ? WireErrors.From(error)
            : new WireErrorException(e.Code, e.Message);
    }

    private ChatResponseUpdate Update(params AIContent[] contents) =>
        new(ChatRole.Assistant, [.. contents]) { ResponseId = id, MessageId = id };

    private ChatResponseUpdate? Item(ResponsesItem? item)
    {
        switch (item)
        {
            case { Type: "function_call" }:
                calledTool = true;
                return Update(ToolArguments.Parse(
                    item.CallId ?? item.Id ?? throw new JsonException("A tool call has no id."),
                    string.IsNullOrEmpty(item.Name) ? throw new JsonException("A tool call has no name.") : item.Name,
                    item.Arguments ?? ""));
            case { Type: "reasoning", Id: { } reasoningId, EncryptedContent: { Length: > 0 } secret }:
                return Update(new TextReasoningContent("")
                {
                    ProtectedData = ProtectedReasoning.Mark(origin, $"{ResponsesWire.ReasoningKind}:{reasoningId}", secret),
                });
            default:
                return null;
        }
    }

    private ChatResponseUpdate End(ResponsesBody? response)
    {
        IsComplete = true;
        var update = Update();
        update.ModelId = response?.Model;
        update.FinishReason = response?.IncompleteDetails?.Reason switch
        {
            null => calledTool ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
            "max_output_tokens" => ChatFinishReason.Length,
            "content_filter" => ChatFinishReason.ContentFilter,
            { } other => FinishReasons.Other(other),
        };
        if (response?.Usage is { } usage)
        {
            update.Contents.Add(new UsageContent(WireUsage.Of(
                usage.InputTokens, usage.OutputTokens, usage.InputTokensDetails?.CachedTokens, null,
                usage.OutputTokensDetails?.ReasoningTokens)));
        }

        return update;
    }
}
