using System.Globalization;
using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Schema.Checks;

/// <summary>Agents named in <c>broadcast</c> must be listed, when any is.</summary>
internal static class BroadcastAgents
{
    public static void Check(JsonObject document, string path, Inspection inspection)
    {
        if (document["agents"]?["list"] is not JsonArray { Count: > 0 } list || document["broadcast"] is not JsonObject broadcast)
            return;
        var known = list.Select(static agent => Kinds.Text(agent?["id"])).ToHashSet(StringComparer.Ordinal);
        foreach (var (peer, agents) in broadcast)
        {
            if (peer == "strategy" || agents is not JsonArray ids)
                continue;
            for (var index = 0; index < ids.Count; index++)
            {
                var id = Kinds.Text(ids[index]);
                if (!known.Contains(id))
                    inspection.Report(string.Create(CultureInfo.InvariantCulture, $"broadcast.{peer}.{index}"), $"Unknown agent id \"{id}\" (not in agents.list).");
            }
        }
    }
}
