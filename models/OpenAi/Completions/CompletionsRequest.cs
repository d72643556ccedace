using System.Text.Json;
using Microsoft.Extensions.AI;
using Moltbot.Models.Wire;

namespace Moltbot.Models.OpenAi.Completions;

/// <summary>Writes one <c>POST /chat/completions</c> body.</summary>
internal readonly ref struct CompletionsRequest(Utf8JsonWriter json, WireCall call, bool isOpenAi)
{
    private static readonly WrittenFunctions Functions = new(static (json, function) =>
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "function"u8);
        json.WriteStartObject("function"u8);
        json.WriteString("name"u8, function.Name);
        json.WriteString("description"u8, function.Description);
        json.WritePropertyName("parameters"u8);
        function.JsonSchema.WriteTo(json);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    public void Write()
    {
        var options = call.Options;
        json.WriteStartObject();
        json.WriteString("model"u8, call.ModelId);
        json.WriteBoolean("stream"u8, true);
        json.WriteStartObject("stream_options"u8);
        json.WriteBoolean("include_usage"u8, true);
        json.WriteEndObject();
        if (call.MaxTokens is { } most)
        {
            // OpenAI's newer models refuse the old name, other servers do not know the new one.
            json.WriteNumber(isOpenAi ? "max_completion_tokens"u8 : "max_tokens"u8, most);
        }

        WriteNumber("temperature"u8, options.Temperature);
        WriteNumber("top_p"u8, options.TopP);
        WriteNumber("frequency_penalty"u8, options.FrequencyPenalty);
        WriteNumber("presence_penalty"u8, options.PresencePenalty);
        if (options.Seed is { } seed)
        {
            json.WriteNumber("seed"u8, seed);
        }

        if (call.Effort is { } effort)
        {
            json.WriteString("reasoning_effort"u8, ReasoningEfforts.Name(effort));
        }

        if (options.StopSequences is { Count: > 0 } stops)
        {
            json.WriteStartArray("stop"u8);
            foreach (var stop in stops)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }

        WriteFormat(options.ResponseFormat);
        WriteMessages();
        WriteTools();
        json.WriteEndObject();
    }

    private void WriteNumber(ReadOnlySpan<byte> name, float? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    private void WriteFormat(ChatResponseFormat? format)
    {
        if (format is not ChatResponseFormatJson wanted)
        {
            return;
        }

        json.WriteStartObject("response_format"u8);
        if (wanted.Schema is { } schema)
        {
            json.WriteString("type"u8, "json_schema"u8);
            json.WriteStartObject("json_schema"u8);
            json.WriteString("name"u8, wanted.SchemaName ?? "answer");
            json.WritePropertyName("schema"u8);
            schema.WriteTo(json);
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("type"u8, "json_object"u8);
        }

        json.WriteEndObject();
    }

    private void WriteMessages()
    {
        json.WriteStartArray("messages"u8);
        if (!string.IsNullOrEmpty(call.Options.Instructions))
        {
            json.WriteStartObject();
            json.WriteString("role"u8, "system"u8);
            json.WriteString("content"u8, call.Options.Instructions);
            json.WriteEndObject();
        }

        foreach (var message in call.Messages)
        {
            new CompletionsMessage(json, message).Write();
        }

        json.WriteEndArray();
    }

    private void WriteTools()
    {
        var any = false;
        foreach (var tool in call.Functions)
        {
            if (!any)
            {
                json.WriteStartArray("tools"u8);
                any = true;
            }

            Functions.Write(json, tool);
        }

        if (!any)
        {
            return;
        }

        json.WriteEndArray();
        switch (call.Options.ToolMode)
        {
            case NoneChatToolMode:
                json.WriteString("tool_choice"u8, "none"u8);
                break;
            case RequiredChatToolMode { RequiredFunctionName: { } name }:
                json.WriteStartObject("tool_choice"u8);
                json.WriteString("type"u8, "function"u8);
                json.WriteStartObject("function"u8);
                json.WriteString("name"u8, name);
                json.WriteEndObject();
                json.WriteEndObject();
                break;
            case RequiredChatToolMode:
                json.WriteString("tool_choice"u8, "required"u8);
                break;
        }

        if (call.Options.AllowMultipleToolCalls is { } several)
        {
            json.WriteBoolean("parallel_tool_calls"u8, several);
        }
    }
}
