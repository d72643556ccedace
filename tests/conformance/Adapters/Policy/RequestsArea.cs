using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Attachments;
using Moltbot.Policy.Envelopes;
using Moltbot.Policy.Requests;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>The chat and HTTP helpers of gateway_misc.</summary>
public sealed class RequestsArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("stripEnvelope", input => EnvelopeRemoval.Strip(input.Arg("text", 0).AsText() ?? "")),
        new("stripEnvelopeFromMessage", StripMessage),
        new("parseMessageWithAttachments", Attachments),
        new("resolveAgentIdForRequest", input => HttpAgentRequest.AgentIdOf(
            input.Get("headers").Text("x-openclaw-agent-id") ?? input.Get("headers").Text("x-openclaw-agent"), input.Text("model"))),
        new("http.resolveSessionKey", input => HttpAgentRequest.SessionKeyOf(
            input.Get("headers").Text("x-openclaw-session-key"), input.Text("agentId")!, input.Text("user"), input.Text("prefix")!,
            Guid.NewGuid().ToString())),
        new("getBearerToken", input => HttpAgentRequest.BearerToken(input.Get("headers").Text("authorization"))),
    ];

    public IEnumerable<Difference> Differences => [];

    private static JsonNode? StripMessage(JsonElement input)
    {
        if (input.Get("message") is not { } message)
        {
            return null;
        }

        var node = JsonSerializer.SerializeToNode(message);
        if (node is not JsonObject found || !string.Equals(message.Text("role"), "user", StringComparison.OrdinalIgnoreCase))
        {
            return node;
        }

        foreach (var name in (string[])["content", "text"])
        {
            if (message.Text(name) is { } text)
            {
                found[name] = EnvelopeRemoval.Shown(text);
            }
        }

        foreach (var part in found["content"] as JsonArray ?? [])
        {
            if (part is JsonObject { } each && (string?)each["type"] == "text")
            {
                each["text"] = EnvelopeRemoval.Shown((string?)each["text"] ?? "");
            }
        }

        return found;
    }

    private static JsonNode? Attachments(JsonElement input)
    {
        var attachments = input.Get("attachments")?.EnumerateArray().Select(each => each.ValueKind == JsonValueKind.Object
            ? new ChatAttachment(each.Text("type"), each.Text("mimeType"), each.Text("fileName"), each.Text("content"))
            : null).ToList() ?? [];
        var images = ChatAttachments.Images(attachments, (int)(input.Number("maxBytes") ?? ChatAttachments.DefaultMaxBytes));
        return new JsonObject
        {
            ["message"] = input.Text("message"),
            ["images"] = new JsonArray([.. images.Select(image => (JsonNode)new JsonObject
            {
                ["type"] = "image",
                ["data"] = image.Data,
                ["mimeType"] = image.MimeType,
            })]),
        };
    }
}
