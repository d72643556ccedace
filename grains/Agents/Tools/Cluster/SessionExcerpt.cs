using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Values;

namespace Moltbot.Grains.Agents.Tools.Cluster;

/// <summary>The newest messages of a session as another model may read them: texts, cut, without images, thoughts or signatures.</summary>
internal sealed class SessionExcerpt(IGrainFactory grains)
{
    /// <summary>Longest text of one message, UTF-16 units. Arbitrary: a page.</summary>
    internal const int MaxText = 2_000;

    /// <summary>Characters of all of them together: what a model is shown of one result, with room for what is around it.</summary>
    internal const int MaxAll = ToolResult.MaxShown - 2_000;

    /// <summary>Most messages that are looked through for those that are told.</summary>
    private const int MaxLooked = 400;

    /// <summary>The messages, oldest first, and whether there was more than is told of those that were asked for.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="sessionKey">The session, which the asker may read.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="hasTools">With calls of tools and what came of them.</param>
    /// <param name="room">Most characters.</param>
    public async Task<(JsonArray Messages, bool IsCut)> Newest(string tenant, string sessionKey, int count, bool hasTools, int room = MaxAll)
    {
        TranscriptPage page = await grains.GetGrain<ISessionGrain>(GrainKey.ForSession(tenant, sessionKey).ToString()).History(MaxLooked);
        var told = new List<JsonNode>();
        bool isCut = false;
        foreach (TranscriptMessage message in page.Messages.Reverse())
        {
            if (told.Count == count)
            {
                break;
            }

            if (Shown(message, hasTools, ref isCut) is not { } shown)
            {
                continue;
            }

            room -= ToolJson.Text(shown).Length;
            if (room < 0)
            {
                isCut = true;
                break;
            }

            told.Add(shown);
        }

        told.Reverse();
        return (new JsonArray([.. told]), isCut);
    }

    private static JsonObject? Shown(TranscriptMessage message, bool hasTools, ref bool isCut)
    {
        if (message.Role == "toolResult" && !hasTools)
        {
            return null;
        }

        using JsonDocument json = JsonDocument.Parse(message.Json);
        JsonElement[] parts = json.RootElement.TryGetProperty("content", out JsonElement content) && content.ValueKind == JsonValueKind.Array
            ? [.. content.EnumerateArray()]
            : [];
        string text = string.Concat(parts.Where(static part => Is(part, "text")).Select(static part => part.GetProperty("text").GetString()));
        JsonNode[] calls = hasTools
            ? [.. parts.Where(static part => Is(part, "toolCall")).Select(static part => JsonValue.Create(part.GetProperty("name").GetString()!))]
            : [];
        if (text.Length == 0 && calls.Length == 0)
        {
            return null;
        }

        isCut |= text.Length > MaxText;
        return ToolJson.Of(
            ("role", message.Role),
            ("text", text.Length <= MaxText ? text : TextPrefix.Of(text, MaxText) + " [cut]"),
            ("calls", calls.Length == 0 ? null : new JsonArray(calls)),
            ("tool", json.RootElement.TryGetProperty("toolName", out JsonElement tool) ? tool.GetString() : null),
            ("timestamp", message.Timestamp));
    }

    private static bool Is(JsonElement part, string type) => part.GetProperty("type").ValueEquals(type);
}
