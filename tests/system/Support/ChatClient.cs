using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.TestSupport.Gateway;

namespace Moltbot.System.Tests.Support;

/// <summary>What tests say in a chat, and how they read its events.</summary>
internal static class ChatClient
{
    /// <summary>Sends a message; answers the gateway's acknowledgement.</summary>
    public static Task<GatewayAnswer> Say(this GatewayTestClient client, string message, string key, string session = "main") =>
        client.RequestAsync("chat.send", new JsonObject { ["sessionKey"] = session, ["message"] = message, ["idempotencyKey"] = key });

    /// <summary>Sends a message and waits for the answer's text.</summary>
    public static async Task<string> Ask(this GatewayTestClient client, string message, string key, string session = "main")
    {
        (await client.Say(message, key, session)).Require();
        return TextOf(await client.ChatEnd(key));
    }

    /// <summary>Waits for the event that ends a run.</summary>
    public static async Task<JsonElement> ChatEnd(this GatewayTestClient client, string key) =>
        (await client.EventAsync("chat", chat => chat.GetProperty("runId").GetString() == key && StateOf(chat) != "delta")).Payload;

    /// <summary><c>delta</c>, <c>final</c>, <c>aborted</c> or <c>error</c>.</summary>
    public static string StateOf(JsonElement chat) => chat.GetProperty("state").GetString()!;

    /// <summary>The text of a chat event; an error's message when it has none.</summary>
    public static string TextOf(JsonElement chat) => chat.TryGetProperty("message", out JsonElement message)
        ? TextOfMessage(message)
        : chat.TryGetProperty("errorMessage", out JsonElement error) ? error.GetString()! : "";

    /// <summary>Who said what in a session, oldest first.</summary>
    public static async Task<IReadOnlyList<string>> History(this GatewayTestClient client, string session = "main")
    {
        JsonElement history = await client.CallAsync("chat.history", new JsonObject { ["sessionKey"] = session });
        return [.. history.GetProperty("messages").EnumerateArray().Select(static message =>
            $"{message.GetProperty("role").GetString()}: {TextOfMessage(message)}")];
    }

    private static string TextOfMessage(JsonElement message) => message.GetProperty("content") is { ValueKind: JsonValueKind.Array } parts
        ? string.Concat(parts.EnumerateArray().Where(static part => part.TryGetProperty("text", out _)).Select(static part => part.GetProperty("text").GetString()))
        : message.GetProperty("content").GetString()!;
}
