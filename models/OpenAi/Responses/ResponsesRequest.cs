using System.Text.Json;
using Microsoft.Extensions.AI;
using Moltbot.Models.Wire;

namespace Moltbot.Models.OpenAi.Responses;

/// <summary>Writes one <c>POST /responses</c> body.</summary>
internal readonly ref struct ResponsesRequest(Utf8JsonWriter json, WireCall call)
{
    private static readonly WrittenFunctions Functions = new(static (json, function) =>
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "function"u8);
        json.WriteString("name"u8, function.Name);
        json.WriteString("description"u8, function.Description);
        json.WritePropertyName("parameters"u8);
        function.JsonSchema.WriteTo(json);
        json.WriteBoolean("strict"u8, false);
        json.WriteEndObject();
    });

    public void Write()
    {
        var options = call.Options;
        json.WriteStartObject();
        json.WriteString("model"u8, call.ModelId);
        json.WriteBoolean("stream"u8, true);
        json.WriteBoolean("store"u8, false);
        if (!string.IsNullOrEmpty(options.Instructions))
        {
            json.WriteString("instructions"u8, options.Instructions);
        }

        if (call.MaxTokens is { } most)
        {
            // The API refuses less than 16.
            json.WriteNumber("max_output_tokens"u8, Math.Max(16, most));
        }

        if (options.Temperature is { } temperature)
        {
            json.WriteNumber("temperature"u8, temperature);
        }

        if (options.TopP is { } topP)
        {
            json.WriteNumber("top_p"u8, topP);
        }

        WriteReasoning();
        WriteFormat(options.ResponseFormat);
        json.WriteStartArray("input"u8);
        foreach (var message in call.Messages)
        {
            new ResponsesInput(json, message, call.Origin).Write();
        }

        json.WriteEndArray();
        WriteTools();
        json.WriteEndObject();
    }

    private void WriteReasoning()
    {
        if (call.Effort is { } effort)
        {
            json.WriteStartObject("reasoning"u8);
            json.WriteString("effort"u8, ReasoningEfforts.Name(effort));
            if (call.Options.Reasoning?.Output != ReasoningOutput.None)
            {
                json.WriteString("summary"u8, "auto"u8);
            }

            json.WriteEndObject();
            // Without server-side state, reasoning only survives a tool call if we carry it.
            json.WriteStartArray("include"u8);
            json.WriteStringValue("reasoning.encrypted_content"u8);
            json.WriteEndArray();
        }
    }

    private void WriteFormat(ChatResponseFormat? format)
    {
        if (format is not ChatResponseFormatJson wanted)
        {
            return;
        }

        json.WriteStartObject("text"u8);
        json.WriteStartObject("format"u8);
        if (wanted.Schema is { } schema)
        {
            json.WriteString("type"u8, "json_schema"u8);
            json.WriteString("name"u8, wanted.SchemaName ?? "answer");
            json.WritePropertyName("schema"u8);
            schema.WriteTo(json);
        }
        else
        {
            json.WriteString("type"u8, "json_object"u8);
        }

        json.WriteEndObject();
        json.WriteEndObject();
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
                json.WriteString("name"u8, name);
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
