using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration.Loading;

/// <summary>
/// Forms this project accepts besides the original's, rewritten into the original's before anything is checked:
/// <c>agents.list</c> as a map by id, and <c>dmPolicy</c>/<c>allowFrom</c> at channels that keep them in <c>dm</c>.
/// </summary>
internal static class SeedForms
{
    private static readonly string[] DmSectionChannels = ["discord", "slack", "googlechat"];

    /// <summary>Changes <paramref name="document"/>.</summary>
    public static void Rewrite(JsonObject document)
    {
        if (document["agents"] is JsonObject agents && agents["list"] is JsonObject byId)
            agents["list"] = new JsonArray([.. byId.Select(static entry => WithId(entry.Key, entry.Value))]);
        if (document["channels"] is not JsonObject channels)
            return;
        foreach (var id in DmSectionChannels)
        {
            if (channels[id] is JsonObject channel)
                MoveIntoDm(channel);
        }
    }

    private static JsonNode? WithId(string id, JsonNode? agent)
    {
        if (agent is not JsonObject settings || settings.ContainsKey("id"))
            return agent?.DeepClone();
        var entry = new JsonObject { ["id"] = id };
        foreach (var (key, value) in settings)
            entry[key] = value?.DeepClone();
        return entry;
    }

    private static void MoveIntoDm(JsonObject channel)
    {
        if (channel.ContainsKey("dm") && channel["dm"] is not JsonObject)
            return;
        Move(channel, "dmPolicy", "policy");
        Move(channel, "allowFrom", "allowFrom");
    }

    private static void Move(JsonObject channel, string key, string inDm)
    {
        // Two answers to one question are left for the schema to refuse.
        if (!channel.TryGetPropertyValue(key, out var value) || channel["dm"]?[inDm] is not null)
            return;
        channel.Remove(key);
        if (channel["dm"] is not JsonObject dm)
            channel["dm"] = dm = [];
        dm[inDm] = value;
    }
}
