using System.Text.Json;
using System.Text.Json.Nodes;

namespace Moltbot.TestSupport.Discord;

public sealed partial class SimulatedDiscordBot
{
    private readonly List<SimulatedDiscordMessage> sent = [];
    private readonly HashSet<(string Channel, string Message)> known = [];
    private readonly Dictionary<string, JsonObject> nonces = new(StringComparer.Ordinal);

    private readonly List<(string Message, string Emoji)> reactions = [];

    /// <summary>The bot's reactions, oldest first.</summary>
    public IReadOnlyList<(string Message, string Emoji)> Reactions => Read(() => reactions.ToArray());

    /// <summary>The messages that people can see, oldest first.</summary>
    public IReadOnlyList<SimulatedDiscordMessage> Sent => Read(() => sent.ToArray());

    internal void Know(string channel, string message)
    {
        lock (gate)
        {
            known.Add((channel, message));
        }
    }

    private JsonNode CreateMessage(string channelId, JsonNode? body, string? interaction)
    {
        var channel = ChannelOf(channelId);
        var call = body as JsonObject ?? throw new DiscordRefusal(400, 50109, "The request body contains invalid JSON.");
        var content = Text(call, "content") ?? "";
        var file = call["file"] as JsonObject;
        if (string.IsNullOrWhiteSpace(content) && file is null)
        {
            throw new DiscordRefusal(400, 50006, "Cannot send an empty message");
        }

        if (content.Length > 2000)
        {
            throw new DiscordRefusal(400, 50035, "Invalid Form Body");
        }

        if (left.Contains(channelId))
        {
            throw channel.GuildId is null
                ? new DiscordRefusal(403, 50007, "Cannot send messages to this user")
                : new DiscordRefusal(403, 50001, "Missing Access");
        }

        var nonce = Text(call, "nonce");
        if (nonce is { Length: > 25 })
        {
            throw new DiscordRefusal(400, 50035, "Invalid Form Body");
        }

        if (nonce is not null && call["enforce_nonce"]?.GetValue<bool>() == true && nonces.TryGetValue(channelId + nonce, out var earlier))
        {
            return earlier.DeepClone();
        }

        var message = new SimulatedDiscordMessage
        {
            Id = NextId(),
            ChannelId = channelId,
            Content = content,
            ReplyTo = Answered(channelId, call),
            InteractionId = interaction,
            HasEmbeds = ((call["flags"]?.GetValue<int>() ?? 0) & 4) == 0,
            Alerts = Alerts(call),
            Picture = file is null ? null : Convert.FromBase64String((string)file["content"]!),
            At = time.GetUtcNow(),
        };
        sent.Add(message);
        known.Add((channelId, message.Id));
        var json = MessageJson(message);
        if (nonce is not null)
        {
            nonces[channelId + nonce] = json;
        }

        // Who writes sees it happen, like everybody else in the channel.
        var told = (JsonObject)json.DeepClone();
        told["guild_id"] = channel.GuildId;
        Publish(channel.GuildId is null ? 1 << 12 : 1 << 9, "MESSAGE_CREATE", told);
        return json;
    }

    private JsonNode EditMessage(string channel, string id, JsonNode? body)
    {
        var at = sent.FindIndex(message => message.Id == id && message.ChannelId == channel);
        if (at < 0)
        {
            throw known.Contains((channel, id)) ? new DiscordRefusal(403, 50005, "Cannot edit a message authored by another user") : new DiscordRefusal(404, 10008, "Unknown Message");
        }

        var call = (JsonObject)body!;
        sent[at] = sent[at] with { Content = Text(call, "content") ?? "", Alerts = Alerts(call) };
        return MessageJson(sent[at]);
    }

    private JsonNode? React(string channel, string id, string emoji)
    {
        if (!known.Contains((channel, id)))
        {
            throw new DiscordRefusal(404, 10008, "Unknown Message");
        }

        reactions.Add((id, emoji is "👍" or "🔥" or "👀" or "❤" ? emoji : throw new DiscordRefusal(400, 10014, "Unknown Emoji")));
        return null;
    }

    private JsonObject MessageJson(SimulatedDiscordMessage message) => new()
    {
        ["id"] = message.Id,
        ["channel_id"] = message.ChannelId,
        ["author"] = Me(),
        ["content"] = message.Content,
        ["timestamp"] = Now(),
        ["edited_timestamp"] = null,
        ["type"] = message.ReplyTo is null ? 0 : 19,
        ["mentions"] = new JsonArray(),
    };

    private string? Answered(string channelId, JsonObject call)
    {
        if (call["message_reference"] is not JsonObject reference)
        {
            return null;
        }

        var id = Text(reference, "message_id") ?? throw new DiscordRefusal(400, 50035, "Invalid Form Body");
        if (known.Contains((channelId, id)))
        {
            return id;
        }

        return reference["fail_if_not_exists"]?.GetValue<bool>() == false ? null : throw new DiscordRefusal(400, 50035, "Invalid Form Body");
    }

    private static string[] Alerts(JsonObject call) => call["allowed_mentions"] is JsonObject allowed
        ? [.. (allowed["parse"] as JsonArray ?? []).Select(entry => entry!.GetValue<string>())]
        : ["users", "roles", "everyone"];

    private JsonObject? Typing(string channel)
    {
        _ = ChannelOf(channel);
        return null;
    }

    private static string? Text(JsonObject call, string name) => call[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => value.ToJsonString(),
        _ => throw new DiscordRefusal(400, 50035, "Invalid Form Body"),
    };
}
