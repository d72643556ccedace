using System.Text.Json.Nodes;

namespace Moltbot.TestSupport.Discord;

/// <summary>A direct chat, a channel of a guild, or a thread.</summary>
public sealed record SimulatedDiscordChannel(string Id, int Type, string? GuildId, string? Name, string? ParentId = null, string? OwnerId = null, SimulatedDiscordUser? Recipient = null)
{
    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["id"] = Id, ["type"] = Type };
        foreach (var (name, value) in new[] { ("guild_id", GuildId), ("name", Name), ("parent_id", ParentId), ("owner_id", OwnerId) })
        {
            if (value is not null)
            {
                json[name] = value;
            }
        }

        if (Recipient is not null)
        {
            json["recipients"] = new JsonArray(Recipient.ToJson());
        }

        return json;
    }
}
