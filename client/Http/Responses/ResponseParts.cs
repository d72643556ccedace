using System.Text.Json.Nodes;
using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.Gateway.Http.Responses;

/// <summary>A response in the shapes of the Responses API.</summary>
internal sealed record ResponseParts(string Id, string MessageId, string Model, long Created)
{
    public JsonObject InProgress() => Response("in_progress", [], null);

    public JsonObject Completed(string text, TokenUsage? usage) => Response("completed", [Item("completed", text)], usage);

    public JsonObject Failed(string message)
    {
        JsonObject response = Response("failed", [], null);
        response["error"] = new JsonObject { ["code"] = "api_error", ["message"] = message };
        return response;
    }

    public JsonObject Item(string status, string? text) => new()
    {
        ["type"] = "message",
        ["id"] = MessageId,
        ["role"] = "assistant",
        ["content"] = text is null ? new JsonArray() : new JsonArray(Part(text)),
        ["status"] = status,
    };

    public static JsonObject Part(string text) => new() { ["type"] = "output_text", ["text"] = text };

    /// <summary>An event about the one part of the one message.</summary>
    public JsonObject Event(string type, string? key = null, JsonNode? value = null)
    {
        var told = new JsonObject { ["type"] = type, ["item_id"] = MessageId, ["output_index"] = 0, ["content_index"] = 0 };
        if (key is not null)
        {
            told[key] = value;
        }

        return told;
    }

    private JsonObject Response(string status, JsonArray output, TokenUsage? usage) => new()
    {
        ["id"] = Id,
        ["object"] = "response",
        ["created_at"] = Created,
        ["status"] = status,
        ["model"] = Model,
        ["output"] = output,
        ["usage"] = new JsonObject
        {
            ["input_tokens"] = usage?.Input ?? 0,
            ["output_tokens"] = usage?.Output ?? 0,
            ["total_tokens"] = usage?.Total ?? 0,
        },
    };
}
