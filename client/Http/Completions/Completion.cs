using System.Text.Json.Nodes;

namespace Moltbot.Gateway.Http.Completions;

/// <summary>A chat completion in OpenAI's shapes.</summary>
internal sealed record Completion(string Id, string Model, long Created)
{
    /// <summary>The whole answer. Its usage is zero as in the original; <c>/v1/responses</c> counts.</summary>
    public JsonObject Whole(string text) => new()
    {
        ["id"] = Id,
        ["object"] = "chat.completion",
        ["created"] = Created,
        ["model"] = Model,
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text },
            ["finish_reason"] = "stop",
        }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = 0, ["completion_tokens"] = 0, ["total_tokens"] = 0 },
    };

    public JsonObject RoleChunk() => Chunk(new JsonObject { ["index"] = 0, ["delta"] = new JsonObject { ["role"] = "assistant" } });

    public JsonObject TextChunk(string text, string? finish = null) => Chunk(new JsonObject
    {
        ["index"] = 0,
        ["delta"] = new JsonObject { ["content"] = text },
        ["finish_reason"] = finish,
    });

    private JsonObject Chunk(JsonObject choice) => new()
    {
        ["id"] = Id,
        ["object"] = "chat.completion.chunk",
        ["created"] = Created,
        ["model"] = Model,
        ["choices"] = new JsonArray(choice),
    };
}
