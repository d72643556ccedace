using System.Text.Json.Nodes;

namespace Moltbot.TestSupport.Discord;

/// <summary>A guild that the bot is in.</summary>
public sealed class SimulatedGuild
{
    private readonly SimulatedDiscordBot bot;

    internal SimulatedGuild(SimulatedDiscordBot bot, string id, string name)
    {
        this.bot = bot;
        Id = id;
        Name = name;
        BotRoleId = bot.NextId();
    }

    public string Id { get; }

    public string Name { get; }

    /// <summary>The role that Discord made for the bot.</summary>
    public string BotRoleId { get; }

    /// <summary>Opens a channel.</summary>
    public SimulatedDiscordChannel Channel(string name) => bot.AddChannel(new SimulatedDiscordChannel(bot.NextId(), 0, Id, name));

    /// <summary>Opens a thread.</summary>
    /// <param name="channel">Where.</param>
    /// <param name="name">Its name.</param>
    /// <param name="owner">Who begins it; the bot's id for one of its own.</param>
    public SimulatedDiscordChannel Thread(SimulatedDiscordChannel channel, string name, string owner) =>
        bot.AddChannel(new SimulatedDiscordChannel(bot.NextId(), 11, Id, name, channel.Id, owner));

    internal JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["name"] = Name,
        ["roles"] = new JsonArray(
            new JsonObject { ["id"] = Id, ["name"] = "@everyone" },
            new JsonObject { ["id"] = BotRoleId, ["name"] = bot.Username, ["tags"] = new JsonObject { ["bot_id"] = bot.Id } }),
    };
}
