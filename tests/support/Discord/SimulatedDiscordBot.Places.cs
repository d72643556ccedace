using System.Text.Json.Nodes;

namespace Moltbot.TestSupport.Discord;

public sealed partial class SimulatedDiscordBot
{
    private readonly Dictionary<string, SimulatedDiscordChannel> channels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SimulatedGuild> guilds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SimulatedDiscordUser> people = new(StringComparer.Ordinal);
    private readonly HashSet<string> left = new(StringComparer.Ordinal);

    /// <summary>Somebody who shares a guild with the bot, or has opened a direct chat with it.</summary>
    public SimulatedDiscordUser Person(string username, string? id = null, bool isBot = false)
    {
        var person = new SimulatedDiscordUser(this, id ?? NextId(), username, isBot);
        lock (gate)
        {
            people[person.Id] = person;
        }

        AddChannel(person.Direct);
        return person;
    }

    /// <summary>A guild that lets the bot in.</summary>
    public SimulatedGuild Guild(string name)
    {
        var guild = new SimulatedGuild(this, NextId(), name);
        lock (gate)
        {
            guilds[guild.Id] = guild;
        }

        Publish(1, "GUILD_CREATE", Whole(guild));
        return guild;
    }

    /// <summary>The bot may not write there any more.</summary>
    public void ShutOut(SimulatedDiscordChannel channel)
    {
        lock (gate)
        {
            left.Add(channel.Id);
        }
    }

    internal SimulatedDiscordChannel AddChannel(SimulatedDiscordChannel channel)
    {
        lock (gate)
        {
            channels[channel.Id] = channel;
        }

        if (channel.GuildId is not null)
        {
            Publish(1, channel.Type == 11 ? "THREAD_CREATE" : "CHANNEL_CREATE", channel.ToJson());
        }

        return channel;
    }

    private JsonObject Whole(SimulatedGuild guild)
    {
        lock (gate)
        {
            var json = guild.ToJson();
            json["channels"] = new JsonArray([.. channels.Values.Where(channel => channel.GuildId == guild.Id && channel.Type == 0).Select(channel => channel.ToJson())]);
            json["threads"] = new JsonArray([.. channels.Values.Where(channel => channel.GuildId == guild.Id && channel.Type == 11).Select(channel => channel.ToJson())]);
            return json;
        }
    }

    private SimulatedDiscordChannel ChannelOf(string id) => channels.GetValueOrDefault(id) ?? throw new DiscordRefusal(404, 10003, "Unknown Channel");

    private SimulatedGuild GuildOf(string id) => guilds.GetValueOrDefault(id) ?? throw new DiscordRefusal(404, 10004, "Unknown Guild");

    private JsonObject OpenDirect(JsonNode? body) => (body as JsonObject)?["recipient_id"]?.GetValue<string>() is { } id && people.TryGetValue(id, out var person)
        ? person.Direct.ToJson()
        : throw new DiscordRefusal(400, 50033, "Invalid Recipient(s)");
}
