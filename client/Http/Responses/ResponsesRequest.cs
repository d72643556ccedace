using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Moltbot.Gateway.Http.Runs;
using Moltbot.Policy.Configuration;
using Moltbot.Protocol.Errors;

namespace Moltbot.Gateway.Http.Responses;

/// <summary>Reads a body of <c>/v1/responses</c>; unlike that of completions it is strict: what is not known is refused.</summary>
internal static class ResponsesRequest
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "model", "input", "instructions", "tools", "tool_choice", "stream", "max_output_tokens", "max_tool_calls", "user", "temperature",
        "top_p", "metadata", "store", "previous_response_id", "reasoning", "truncation",
    };

    public static GatewayResult<HttpTurn> Read(JsonElement body, IHeaderDictionary headers, ConfigDocument document)
    {
        if (Shape(body) is { } wrong)
        {
            return GatewayError.Invalid(wrong);
        }

        if (Tools(body) is { } refusal)
        {
            return GatewayError.Invalid(refusal);
        }

        var prompt = new PromptBuilder();
        prompt.AddSystem(RequestJson.Text(body, "instructions"u8) ?? "");
        var input = new ResponsesInput(prompt);
        if (input.Read(body.GetProperty("input"u8)) is { } problem)
        {
            return GatewayError.Invalid(problem);
        }

        string text = prompt.Message();
        if (text.Length == 0 && input.Images.Count == 0)
        {
            return GatewayError.Invalid("Missing user message in `input`.");
        }

        string model = body.GetProperty("model"u8).GetString()!;
        return RequestedAgent.IdOf(headers, model, document).TryGet(out string? agent, out GatewayError? unknown)
            ? new HttpTurn(
                agent,
                RequestedAgent.SessionKeyOf(headers, agent, RequestJson.Text(body, "user"u8), "openresponses"),
                model,
                text,
                prompt.System,
                input.Images,
                body.TryGetProperty("stream"u8, out JsonElement stream) && stream.ValueKind == JsonValueKind.True)
            : unknown;
    }

    private static string? Shape(JsonElement body)
    {
        if (!body.TryGetProperty("model"u8, out JsonElement model) || model.ValueKind != JsonValueKind.String)
        {
            return $"model: Invalid input: expected string, received {NameOf(model)}";
        }

        if (!body.TryGetProperty("input"u8, out JsonElement input) || input.ValueKind is not (JsonValueKind.String or JsonValueKind.Array))
        {
            return "input: Invalid input";
        }

        foreach ((string name, JsonValueKind kind, string word) in (ReadOnlySpan<(string, JsonValueKind, string)>)
            [("instructions", JsonValueKind.String, "string"), ("user", JsonValueKind.String, "string"), ("tools", JsonValueKind.Array, "array"),
             ("metadata", JsonValueKind.Object, "record"), ("previous_response_id", JsonValueKind.String, "string")])
        {
            if (body.TryGetProperty(name, out JsonElement value) && value.ValueKind != kind)
            {
                return $"{name}: Invalid input: expected {word}, received {NameOf(value)}";
            }
        }

        foreach (string name in (ReadOnlySpan<string>)["stream", "store"])
        {
            if (body.TryGetProperty(name, out JsonElement value) && value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                return $"{name}: Invalid input: expected boolean, received {NameOf(value)}";
            }
        }

        foreach (JsonProperty property in body.EnumerateObject())
        {
            if (!Known.Contains(property.Name))
            {
                return $": Unrecognized key: \"{(property.Name.Length > 64 ? property.Name[..64] : property.Name)}\"";
            }
        }

        return null;
    }

    /// <summary>A client's own tools are not offered: nothing would carry their results back.</summary>
    private static string? Tools(JsonElement body)
    {
        bool any = body.TryGetProperty("tools"u8, out JsonElement tools) && tools.GetArrayLength() > 0;
        if (any)
        {
            return "tools are not offered: leave them out";
        }

        if (!body.TryGetProperty("tool_choice"u8, out JsonElement choice))
        {
            return null;
        }

        if (choice.ValueKind == JsonValueKind.String)
        {
            return choice.GetString() switch
            {
                "none" or "auto" => null,
                "required" => "Error: tool_choice=required but no tools were provided",
                _ => "tool_choice: Invalid input",
            };
        }

        return choice.ValueKind == JsonValueKind.Object ? "Error: tool_choice requested a tool but no tools were provided" : "tool_choice: Invalid input";
    }

    private static string NameOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined => "undefined",
        JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => "number",
        JsonValueKind.String => "string",
        JsonValueKind.Array => "array",
        _ => "object",
    };
}
