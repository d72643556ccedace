using System.Text.Json;
using Microsoft.Extensions.AI;
using Moltbot.Models.Wire;

namespace Moltbot.Models.OpenAi.Responses;

/// <summary>Writes one message as the items the API makes of it, in the order they were said.</summary>
internal readonly ref struct ResponsesInput(Utf8JsonWriter json, ChatMessage message, string origin)
{
    public void Write()
    {
        var open = false;
        foreach (var content in message.Contents)
        {
            if (IsPart(content))
            {
                if (!open)
                {
                    OpenMessage();
                    open = true;
                }

                WritePart(content);
                continue;
            }

            if (open)
            {
                CloseMessage();
                open = false;
            }

            WriteItem(content);
        }

        if (open)
        {
            CloseMessage();
        }
    }

    private static bool IsPart(AIContent content) => content is TextContent or DataContent or UriContent;

    private void OpenMessage()
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "message"u8);
        json.WriteString("role"u8, message.Role.Value);
        json.WriteStartArray("content"u8);
    }

    private void CloseMessage()
    {
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WritePart(AIContent part)
    {
        var image = part switch
        {
            DataContent d when d.HasTopLevelMediaType("image") => d.Uri,
            UriContent u when u.HasTopLevelMediaType("image") => u.Uri.AbsoluteUri,
            _ => null,
        };
        json.WriteStartObject();
        if (image is not null)
        {
            json.WriteString("type"u8, "input_image"u8);
            json.WriteString("image_url"u8, image);
        }
        else
        {
            json.WriteString("type"u8, message.Role == ChatRole.Assistant ? "output_text"u8 : "input_text"u8);
            json.WriteString("text"u8, (part as TextContent)?.Text ?? "[attachment of a kind this model cannot read]");
        }

        json.WriteEndObject();
    }

    private void WriteItem(AIContent content)
    {
        switch (content)
        {
            case FunctionCallContent call:
                json.WriteStartObject();
                json.WriteString("type"u8, "function_call"u8);
                json.WriteString("call_id"u8, call.CallId);
                json.WriteString("name"u8, call.Name);
                json.WriteString("arguments"u8, ToolArguments.Text(call));
                json.WriteEndObject();
                break;
            case FunctionResultContent result:
                json.WriteStartObject();
                json.WriteString("type"u8, "function_call_output"u8);
                json.WriteString("call_id"u8, result.CallId);
                json.WriteString("output"u8, ToolArguments.Text(result));
                json.WriteEndObject();
                break;
            case TextReasoningContent thought when ProtectedReasoning.TryRead(origin, thought, out var kind, out var data)
                && kind.StartsWith(ResponsesWire.ReasoningKind, StringComparison.Ordinal):
                json.WriteStartObject();
                json.WriteString("type"u8, "reasoning"u8);
                json.WriteString("id"u8, kind.AsSpan(ResponsesWire.ReasoningKind.Length + 1));
                json.WriteStartArray("summary"u8);
                json.WriteEndArray();
                json.WriteString("encrypted_content"u8, data);
                json.WriteEndObject();
                break;
        }
    }
}
