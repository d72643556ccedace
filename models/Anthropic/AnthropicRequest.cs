using System.Text.Json;
using Microsoft.Extensions.AI;
using Moltbot.Models.Wire;

namespace Moltbot.Models.Anthropic;

/// <summary>Writes one <c>POST /v1/messages</c> body.</summary>
internal readonly ref struct AnthropicRequest(Utf8JsonWriter json, WireCall call)
{
    private static readonly WrittenFunctions Functions = new(static (json, function) =>
    {
        json.WriteStartObject();
        json.WriteString("name"u8, function.Name);
        json.WriteString("description"u8, function.Description);
        json.WritePropertyName("input_schema"u8);
        function.JsonSchema.WriteTo(json);
        json.WriteEndObject();
    });

    public void Write()
    {
        var options = call.Options;
        var thinking = AnthropicThinking.For(call);
        json.WriteStartObject();
        json.WriteString("model"u8, call.ModelId);
        json.WriteBoolean("stream"u8, true);
        json.WriteNumber("max_tokens"u8, thinking.MaxTokens);
        if (thinking.Budget > 0)
        {
            json.WriteStartObject("thinking"u8);
            json.WriteString("type"u8, "enabled"u8);
            json.WriteNumber("budget_tokens"u8, thinking.Budget);
            json.WriteEndObject();
        }
        else if (options.Temperature is { } temperature)
        {
            // Not allowed beside thinking.
            json.WriteNumber("temperature"u8, Math.Clamp(temperature, 0f, 1f));
        }

        if (options.TopP is { } topP && thinking.Budget == 0)
        {
            json.WriteNumber("top_p"u8, topP);
        }

        if (options.StopSequences is { Count: > 0 } stops)
        {
            json.WriteStartArray("stop_sequences"u8);
            foreach (var stop in stops)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }

        WriteSystem();
        new AnthropicMessages(json, call).Write();
        WriteTools(thinking.Budget > 0);
        json.WriteEndObject();
    }

    private void WriteSystem()
    {
        var parts = call.Messages.Where(m => m.Role == ChatRole.System).Select(m => m.Text).Prepend(call.Options.Instructions);
        var text = string.Join("\n\n", parts.Where(p => !string.IsNullOrEmpty(p)));
        if (text.Length == 0)
        {
            return;
        }

        json.WriteStartArray("system"u8);
        json.WriteStartObject();
        json.WriteString("type"u8, "text"u8);
        json.WriteString("text"u8, text);
        AnthropicMessages.WriteCacheMark(json);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteTools(bool thinks)
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
        var (type, name) = call.Options.ToolMode switch
        {
            NoneChatToolMode => ("none", null),
            // A model that thinks may not be forced to call a tool.
            RequiredChatToolMode { RequiredFunctionName: { } wanted } when !thinks => ("tool", wanted),
            RequiredChatToolMode when !thinks => ("any", null),
            _ => ("auto", (string?)null),
        };
        json.WriteStartObject("tool_choice"u8);
        json.WriteString("type"u8, type);
        if (name is not null)
        {
            json.WriteString("name"u8, name);
        }

        if (call.Options.AllowMultipleToolCalls is false && type != "none")
        {
            json.WriteBoolean("disable_parallel_tool_use"u8, true);
        }

        json.WriteEndObject();
    }
}
