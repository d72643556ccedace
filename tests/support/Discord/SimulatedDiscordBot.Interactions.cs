using System.Text.Json.Nodes;

namespace Moltbot.TestSupport.Discord;

public sealed partial class SimulatedDiscordBot
{
    private readonly Dictionary<string, SimulatedInteraction> interactions = new(StringComparer.Ordinal);
    private readonly HashSet<string> commands = new(StringComparer.Ordinal);
    private JsonArray registered = [];

    /// <summary>What people used, oldest first.</summary>
    public IReadOnlyList<SimulatedInteraction> Interactions => Read(() => interactions.Values.ToArray());

    /// <summary>The names of the commands that Discord offers.</summary>
    public IReadOnlyList<string> Menu => Read(() => registered.Select(command => command!["name"]!.GetValue<string>()).ToArray());

    internal long Interact(SimulatedDiscordUser who, SimulatedDiscordChannel place, int type, JsonObject data, JsonObject? message)
    {
        var interaction = new SimulatedInteraction(NextId(), "interaction-token-" + Guid.NewGuid().ToString("N"), place, time.GetUtcNow());
        lock (gate)
        {
            interactions[interaction.Id] = interaction;
        }

        var json = new JsonObject
        {
            ["id"] = interaction.Id, ["application_id"] = Id, ["type"] = type, ["token"] = interaction.Token, ["version"] = 1,
            ["channel_id"] = place.Id, ["channel"] = place.ToJson(), ["data"] = data,
        };
        if (place.GuildId is null)
        {
            json["user"] = who.ToJson();
        }
        else
        {
            json["guild_id"] = place.GuildId;
            json["member"] = new JsonObject { ["user"] = who.ToJson() };
        }

        if (message is not null)
        {
            json["message"] = message;
        }

        return Publish(0, "INTERACTION_CREATE", json);
    }

    private JsonObject? AnswerInteraction(string id, string token, JsonNode? body)
    {
        var interaction = interactions.GetValueOrDefault(id);
        if (interaction is null || interaction.Token != token || time.GetUtcNow() - interaction.At > TimeSpan.FromSeconds(3))
        {
            throw new DiscordRefusal(404, 10062, "Unknown interaction");
        }

        if (interaction.Answer is not null)
        {
            throw new DiscordRefusal(400, 40060, "Interaction has already been acknowledged.");
        }

        interaction.Answer = body?["type"]?.GetValue<int>() ?? throw new DiscordRefusal(400, 50035, "Invalid Form Body");
        return null;
    }

    private JsonNode EditOriginal(string application, string token, JsonNode? body)
    {
        var interaction = Answered(application, token);
        if (interaction.Answer != 5)
        {
            throw new DiscordRefusal(404, 10008, "Unknown Message");
        }

        return CreateMessage(interaction.Place.Id, body, interaction.Id);
    }

    private JsonNode Followup(string application, string token, JsonNode? body)
    {
        var interaction = Answered(application, token);
        return CreateMessage(interaction.Place.Id, body, interaction.Id);
    }

    private SimulatedInteraction Answered(string application, string token) =>
        application == Id && interactions.Values.FirstOrDefault(each => each.Token == token) is { Answer: not null } interaction
        && time.GetUtcNow() - interaction.At < TimeSpan.FromMinutes(15)
            ? interaction
            : throw new DiscordRefusal(404, 10015, "Unknown Webhook");

    private JsonNode Commands(string application) =>
        application == Id ? registered.DeepClone() : throw new DiscordRefusal(403, 20012, "You are not authorized to perform this action on this application");

    private static void CheckParameters(JsonArray parameters)
    {
        var fits = parameters.Count <= 25 && parameters.All(static parameter =>
            parameter?["name"]?.GetValue<string>() is { Length: >= 1 and <= 32 } name && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_')
            && parameter["description"]?.GetValue<string>() is { Length: >= 1 and <= 100 }
            && (parameter["choices"] as JsonArray ?? []) is { Count: <= 25 } choices
            && choices.All(static choice => choice?["name"]?.GetValue<string>() is { Length: >= 1 and <= 100 } && choice["value"]?.GetValue<string>() is { Length: >= 1 and <= 100 }));
        if (!fits || parameters.Select(static parameter => parameter!["name"]!.GetValue<string>()).Distinct(StringComparer.Ordinal).Count() != parameters.Count)
        {
            throw new DiscordRefusal(400, 50035, "Invalid Form Body");
        }
    }

    private JsonNode SetCommands(string application, JsonNode? body)
    {
        _ = Commands(application);
        var wanted = body as JsonArray ?? throw new DiscordRefusal(400, 50035, "Invalid Form Body");
        commands.Clear();
        foreach (var command in wanted)
        {
            var name = command?["name"]?.GetValue<string>();
            var description = command?["description"]?.GetValue<string>();
            if (name is not { Length: >= 1 and <= 32 } || description is not { Length: >= 1 and <= 100 } || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_') || !commands.Add(name))
            {
                throw new DiscordRefusal(400, 50035, "Invalid Form Body");
            }

            CheckParameters(command!["options"] as JsonArray ?? []);
        }

        registered = [.. wanted.Select(command =>
        {
            var kept = (JsonObject)command!.DeepClone();
            kept["id"] = NextId();
            kept["type"] ??= 1;
            return kept;
        })];
        return registered.DeepClone();
    }
}
