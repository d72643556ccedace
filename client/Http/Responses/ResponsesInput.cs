using System.Text.Json;
using Moltbot.Gateway.Http.Runs;
using Moltbot.Gateway.Methods.Chat;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Methods.Chat;

namespace Moltbot.Gateway.Http.Responses;

/// <summary>The input of a response: a text, or messages with texts and images.</summary>
internal sealed class ResponsesInput(PromptBuilder prompt)
{
    private readonly List<TurnAttachment> _images = [];

    public IReadOnlyList<TurnAttachment> Images => _images;

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Read(JsonElement input)
    {
        if (input.ValueKind == JsonValueKind.String)
        {
            prompt.AddUser(input.GetString()!);
            return null;
        }

        int index = 0;
        foreach (JsonElement item in input.EnumerateArray())
        {
            if (Item(item, $"input.{index++}") is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private string? Item(JsonElement item, string path)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return "input: Invalid input";
        }

        string? type = RequestJson.Text(item, "type"u8);
        switch (type)
        {
            case null or "message":
                return Message(item, path);
            case "function_call_output":
                prompt.AddTool(RequestJson.Text(item, "call_id"u8), RequestJson.Text(item, "output"u8) ?? "");
                return null;
            case "function_call" or "reasoning" or "item_reference":
                return null;
            default:
                return "input: Invalid input";
        }
    }

    private string? Message(JsonElement item, string path)
    {
        var text = new List<string>();
        if (!item.TryGetProperty("content"u8, out JsonElement content))
        {
            return "input: Invalid input";
        }

        if (content.ValueKind == JsonValueKind.String)
        {
            text.Add(content.GetString()!);
        }
        else if (content.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement part in content.EnumerateArray())
            {
                if (Part(part, path, text) is { } problem)
                {
                    return problem;
                }
            }
        }
        else
        {
            return "input: Invalid input";
        }

        string words = string.Join('\n', text.Where(each => each.Length > 0));
        switch (RequestJson.Text(item, "role"u8))
        {
            case "system" or "developer":
                prompt.AddSystem(words);
                return null;
            case "user":
                prompt.AddUser(words);
                return null;
            case "assistant":
                prompt.AddAssistant(words);
                return null;
            default:
                return "input: Invalid input";
        }
    }

    private string? Part(JsonElement part, string path, List<string> text)
    {
        switch (part.ValueKind == JsonValueKind.Object ? RequestJson.Text(part, "type"u8) : null)
        {
            case "input_text" or "output_text" or "text":
                text.Add(RequestJson.Text(part, "text"u8) ?? "");
                return null;
            case "input_image":
                return Image(part, path);
            case "input_file":
                return $"{path}: input_file is not offered; send its text as input_text";
            default:
                return "input: Invalid input";
        }
    }

    /// <summary>An image in the request itself. Addresses are not fetched: that would let a client reach whatever the gateway can.</summary>
    private string? Image(JsonElement part, string path)
    {
        string? data = RequestJson.Text(part, "image_url"u8);
        string? type = null;
        if (part.TryGetProperty("source"u8, out JsonElement source) && source.ValueKind == JsonValueKind.Object)
        {
            bool isBase64 = RequestJson.Text(source, "type"u8) == "base64";
            data = isBase64 ? RequestJson.Text(source, "data"u8) : null;
            type = RequestJson.Text(source, "media_type"u8);
        }

        if (data is null || data.StartsWith("http", StringComparison.OrdinalIgnoreCase))
        {
            return $"{path}: input_image by URL is not offered; send it as base64 or data URL";
        }

        var attachment = new ChatAttachment { Type = "input_image", MimeType = type, Content = data };
        if (!ChatImages.Decode([attachment]).TryGet(out IReadOnlyList<TurnAttachment>? images, out GatewayError? bad))
        {
            return bad.Message;
        }

        _images.AddRange(images);
        return images.Count == 0 ? $"{path}: input_image is not an image" : null;
    }
}
