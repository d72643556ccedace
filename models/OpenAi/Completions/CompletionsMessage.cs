using System.Text.Json;
using Microsoft.Extensions.AI;
using Moltbot.Models.Wire;

namespace Moltbot.Models.OpenAi.Completions;

/// <summary>Writes one message of the conversation; results of tools become messages of their own.</summary>
internal readonly ref struct CompletionsMessage(Utf8JsonWriter json, ChatMessage message)
{
    public void Write()
    {
        foreach (var result in message.Contents.OfType<FunctionResultContent>())
        {
            json.WriteStartObject();
            json.WriteString("role"u8, "tool"u8);
            json.WriteString("tool_call_id"u8, result.CallId);
            json.WriteString("content"u8, ToolArguments.Text(result));
            json.WriteEndObject();
        }

        var hasCalls = message.Contents.Any(c => c is FunctionCallContent);
        var hasContent = message.Contents.Any(c => c is TextContent or DataContent or UriContent);
        if (message.Role == ChatRole.Tool || (!hasCalls && !hasContent))
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("role"u8, message.Role.Value);
        WriteContent(hasContent);
        if (hasCalls)
        {
            WriteCalls();
        }

        json.WriteEndObject();
    }

    private void WriteContent(bool hasContent)
    {
        if (!hasContent)
        {
            json.WriteNull("content"u8);
            return;
        }

        if (!message.Contents.Any(c => c is DataContent or UriContent))
        {
            json.WriteString("content"u8, message.Text);
            return;
        }

        json.WriteStartArray("content"u8);
        foreach (var part in message.Contents)
        {
            WritePart(part);
        }

        json.WriteEndArray();
    }

    private void WritePart(AIContent part)
    {
        var (text, uri) = part switch
        {
            TextContent t => (t.Text, null),
            DataContent d when d.HasTopLevelMediaType("image") => (null, d.Uri),
            UriContent u when u.HasTopLevelMediaType("image") => (null, u.Uri.AbsoluteUri),
            DataContent or UriContent => ("[attachment of a kind this model cannot read]", null),
            _ => ((string?)null, (string?)null),
        };
        if (text is null && uri is null)
        {
            return;
        }

        json.WriteStartObject();
        if (text is not null)
        {
            json.WriteString("type"u8, "text"u8);
            json.WriteString("text"u8, text);
        }
        else
        {
            json.WriteString("type"u8, "image_url"u8);
            json.WriteStartObject("image_url"u8);
            json.WriteString("url"u8, uri);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WriteCalls()
    {
        json.WriteStartArray("tool_calls"u8);
        foreach (var call in message.Contents.OfType<FunctionCallContent>())
        {
            json.WriteStartObject();
            json.WriteString("id"u8, call.CallId);
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, call.Name);
            json.WriteString("arguments"u8, ToolArguments.Text(call));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
