using System.Text.Json.Nodes;

namespace Moltbot.Policy.Tests.Tools.Reference;

/// <summary>What a raw document says of a group and a sender in it.</summary>
internal sealed class NaiveGroups(JsonObject document, JsonObject? agentTools)
{
    /// <summary>Everything that holds, as the document has it.</summary>
    internal IEnumerable<JsonNode> Of(NaiveQuestion question)
    {
        foreach (var (channel, id) in question.Groups)
        {
            // Once by what a sender cannot change, once by all that is known of them: a name they chose gives nothing.
            foreach (var senders in new[] { question.SenderIds, [.. question.SenderIds, .. question.SenderNames] })
            {
                if (Entries(channel, id, question).Select(entry => Say(entry, senders)).FirstOrDefault(said => said is not null) is { } found)
                {
                    yield return found;
                }
            }

            foreach (var tools in new[] { document["tools"], agentTools })
            {
                if (tools?["groups"] is JsonObject own && (own[$"{channel}:{id}"] ?? own[id] ?? own["*"]) is { } found)
                {
                    yield return found;
                }
            }
        }
    }

    // The narrowest first.
    private IEnumerable<JsonNode> Entries(string channel, string id, NaiveQuestion question)
    {
        var settings = document["channels"]?[channel];
        var account = settings?["accounts"]?[question.Account];
        JsonNode? Map(string name) => account?[name] ?? settings?[name];
        var all = channel switch
        {
            "slack" => [Find(Map("channels"), id, "#" + question.GroupName, question.GroupName), Map("channels")?["*"]],
            "discord" => Discord(Map("guilds"), id, question),
            _ => new[] { Find(Map("groups"), id), Map("groups")?["*"] },
        };
        return all.OfType<JsonNode>();
    }

    private static JsonNode?[] Discord(JsonNode? guilds, string id, NaiveQuestion question)
    {
        var guild = question.Space is null ? null : Find(guilds, question.Space);
        return
        [
            Find(guild?["channels"], id, question.GroupName, "#" + question.GroupName), guild?["channels"]?["*"], guild,
            Find(guilds?["*"]?["channels"], id, question.GroupName, "#" + question.GroupName), guilds?["*"]?["channels"]?["*"], guilds?["*"],
        ];
    }

    private static JsonNode? Find(JsonNode? map, params string?[] keys)
    {
        var entries = map as JsonObject ?? [];
        var wanted = keys.Where(key => key is not (null or "" or "#" or "*")).ToList();
        return wanted.Select(key => entries.FirstOrDefault(entry => entry.Key == key).Value).FirstOrDefault(found => found is not null)
            ?? wanted.Select(key => entries.FirstOrDefault(entry => entry.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value)
                .FirstOrDefault(found => found is not null);
    }

    private static JsonNode? Say(JsonNode entry, IEnumerable<string> senders)
    {
        static string Key(string text) => text.Trim().ToLowerInvariant().TrimStart('@');
        var bySender = entry["toolsBySender"] as JsonObject ?? [];
        return senders.Select(sender => bySender.FirstOrDefault(each => each.Key != "*" && Key(each.Key) == Key(sender)).Value)
                .FirstOrDefault(found => found is not null)
            ?? bySender["*"] ?? entry["tools"];
    }
}
