using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Moltbot.Gateway.Http.Runs;
using Moltbot.Policy.Configuration;
using Moltbot.Protocol.Errors;

namespace Moltbot.Gateway.Http.Completions;

/// <summary>Reads a body of <c>/v1/chat/completions</c>, leniently as its clients differ.</summary>
internal static class CompletionsRequest
{
    public static GatewayResult<HttpTurn> Read(JsonElement body, IHeaderDictionary headers, ConfigDocument document)
    {
        var prompt = new PromptBuilder();
        if (body.TryGetProperty("messages"u8, out JsonElement messages) && messages.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement message in messages.EnumerateArray())
            {
                Add(prompt, message);
            }
        }

        string text = prompt.Message();
        if (text.Length == 0)
        {
            return GatewayError.Invalid("Missing user message in `messages`.");
        }

        string? model = RequestJson.Text(body, "model"u8);
        if (!RequestedAgent.IdOf(headers, model, document).TryGet(out string? agent, out GatewayError? unknown))
        {
            return unknown;
        }

        return new HttpTurn(
            agent,
            RequestedAgent.SessionKeyOf(headers, agent, RequestJson.Text(body, "user"u8), "openai"),
            model is { Length: > 0 } ? model : "openclaw",
            text,
            prompt.System,
            [],
            body.TryGetProperty("stream"u8, out JsonElement stream) && stream.ValueKind == JsonValueKind.True);
    }

    private static void Add(PromptBuilder prompt, JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        string text = Content(message);
        switch (RequestJson.Text(message, "role"u8)?.Trim())
        {
            case "system" or "developer":
                prompt.AddSystem(text);
                break;
            case "user":
                prompt.AddUser(text);
                break;
            case "assistant":
                prompt.AddAssistant(text);
                break;
            case "tool" or "function":
                prompt.AddTool(RequestJson.Text(message, "name"u8), text);
                break;
        }
    }

    private static string Content(JsonElement message)
    {
        if (!message.TryGetProperty("content"u8, out JsonElement content))
        {
            return "";
        }

        if (content.ValueKind == JsonValueKind.String)
        {
            return content.GetString()!;
        }

        var text = new StringBuilder();
        if (content.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement part in content.EnumerateArray())
            {
                if (part.ValueKind == JsonValueKind.Object && RequestJson.Text(part, "type"u8) is "text" or "input_text" && RequestJson.Text(part, "text"u8) is { Length: > 0 } words)
                {
                    text.Append(text.Length > 0 ? "\n" : "").Append(words);
                }
            }
        }

        return text.ToString();
    }
}
