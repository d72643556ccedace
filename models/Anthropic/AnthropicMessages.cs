using System.Text.Json;
using Microsoft.Extensions.AI;
using Moltbot.Models.Wire;

namespace Moltbot.Models.Anthropic;

/// <summary>
/// Writes the conversation. The API knows two roles: results of tools are said by the user, and neighbours of one role become
/// one message. The last block carries the mark up to which the provider caches the prompt.
/// </summary>
internal readonly ref struct AnthropicMessages(Utf8JsonWriter json, WireCall call)
{
    public void Write()
    {
        var blocks = call.Messages
            .Where(m => m.Role != ChatRole.System)
            .SelectMany(m => m.Contents.Select(c => (IsAssistant: m.Role == ChatRole.Assistant, Content: c)))
            .ToList();
        var origin = call.Origin;
        blocks.RemoveAll(b => !IsWritten(b.Content, origin));
        json.WriteStartArray("messages"u8);
        for (var i = 0; i < blocks.Count; i++)
        {
            if (i == 0 || blocks[i].IsAssistant != blocks[i - 1].IsAssistant)
            {
                json.WriteStartObject();
                json.WriteString("role"u8, blocks[i].IsAssistant ? "assistant"u8 : "user"u8);
                json.WriteStartArray("content"u8);
            }

            json.WriteStartObject();
            WriteBlock(blocks[i].Content);
            if (i == blocks.Count - 1 && blocks[i].Content is not TextReasoningContent)
            {
                WriteCacheMark(json);
            }

            json.WriteEndObject();
            if (i == blocks.Count - 1 || blocks[i].IsAssistant != blocks[i + 1].IsAssistant)
            {
                json.WriteEndArray();
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    public static void WriteCacheMark(Utf8JsonWriter json)
    {
        json.WriteStartObject("cache_control"u8);
        json.WriteString("type"u8, "ephemeral"u8);
        json.WriteEndObject();
    }

    // Empty texts and unsigned reasoning are refused by the API.
    private static bool IsWritten(AIContent content, string origin) => content switch
    {
        TextContent text => !string.IsNullOrWhiteSpace(text.Text),
        TextReasoningContent thought => ProtectedReasoning.TryRead(origin, thought, out var kind, out _)
            && kind is AnthropicWire.SignatureKind or AnthropicWire.RedactedKind,
        _ => content is DataContent or UriContent or FunctionCallContent or FunctionResultContent,
    };

    private void WriteBlock(AIContent content)
    {
        switch (content)
        {
            case TextContent text:
                WriteText(text.Text);
                break;
            case FunctionCallContent tool:
                json.WriteString("type"u8, "tool_use"u8);
                json.WriteString("id"u8, tool.CallId);
                json.WriteString("name"u8, tool.Name);
                json.WritePropertyName("input"u8);
                ToolArguments.Write(json, tool);
                break;
            case FunctionResultContent result:
                json.WriteString("type"u8, "tool_result"u8);
                json.WriteString("tool_use_id"u8, result.CallId);
                json.WriteString("content"u8, ToolArguments.Text(result));
                if (result.Exception is not null)
                {
                    json.WriteBoolean("is_error"u8, true);
                }

                break;
            case TextReasoningContent thought:
                WriteThought(thought);
                break;
            case DataContent data when data.HasTopLevelMediaType("image"):
                json.WriteString("type"u8, "image"u8);
                json.WriteStartObject("source"u8);
                json.WriteString("type"u8, "base64"u8);
                json.WriteString("media_type"u8, data.MediaType);
                json.WriteString("data"u8, data.Base64Data.Span);
                json.WriteEndObject();
                break;
            case UriContent uri when uri.HasTopLevelMediaType("image"):
                json.WriteString("type"u8, "image"u8);
                json.WriteStartObject("source"u8);
                json.WriteString("type"u8, "url"u8);
                json.WriteString("url"u8, uri.Uri.AbsoluteUri);
                json.WriteEndObject();
                break;
            default:
                WriteText("[attachment of a kind this model cannot read]");
                break;
        }
    }

    private void WriteText(string text)
    {
        json.WriteString("type"u8, "text"u8);
        json.WriteString("text"u8, text);
    }

    private void WriteThought(TextReasoningContent thought)
    {
        ProtectedReasoning.TryRead(call.Origin, thought, out var kind, out var data);
        if (kind == AnthropicWire.RedactedKind)
        {
            json.WriteString("type"u8, "redacted_thinking"u8);
            json.WriteString("data"u8, data);
        }
        else
        {
            json.WriteString("type"u8, "thinking"u8);
            json.WriteString("thinking"u8, thought.Text);
            json.WriteString("signature"u8, data);
        }
    }
}
