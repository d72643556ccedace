using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Schema.Checks;

/// <summary>Every agent needs a folder of its own: sharing one mixes up credentials and sessions.</summary>
internal static class AgentFolders
{
    public static ConfigIssue? Check(JsonObject document, ConfigLoadOptions options)
    {
        var byFolder = new Dictionary<string, (string Folder, List<string> Agents)>(StringComparer.Ordinal);
        foreach (var agent in ReferencedAgents(document))
        {
            var folder = FolderOf(document, agent, options);
            if (!byFolder.TryGetValue(folder, out var users))
                byFolder[folder] = users = (folder, []);
            users.Agents.Add(agent);
        }
        var shared = byFolder.Values.Where(static users => users.Agents.Count > 1).ToList();
        if (shared.Count == 0)
            return null;
        var conflicts = shared.Select(static users => $"- {users.Folder}: {string.Join(", ", users.Agents.Select(static agent => $"\"{agent}\""))}");
        return new ConfigIssue("agents.list", $"""
            Duplicate agentDir detected (multi-agent config).
            Each agent must have a unique agentDir; sharing it causes auth/session state collisions and token invalidation.

            Conflicts:
            {string.Join('\n', conflicts)}

            Fix: remove the shared agents.list[].agentDir override (or give each agent its own directory).
            If you want to share credentials, copy auth-profiles.json instead of sharing the entire agentDir.
            """.ReplaceLineEndings("\n"));
    }

    private static IEnumerable<string> ReferencedAgents(JsonObject document)
    {
        var listed = Agents(document).ToList();
        var first = listed.FirstOrDefault(static agent => Kinds.Flag(agent["default"]) == true) ?? listed.FirstOrDefault();
        var bound = document["bindings"] is JsonArray bindings ? bindings.OfType<JsonObject>().Select(static binding => Kinds.Text(binding["agentId"])) : [];
        return listed.Select(static agent => Kinds.Text(agent["id"]))
            .Concat(bound)
            .Where(static id => !string.IsNullOrWhiteSpace(id))
            .Prepend(Kinds.Text(first?["id"]))
            .Select(ConfigIds.Agent)
            .Distinct(StringComparer.Ordinal);
    }

    private static string FolderOf(JsonObject document, string agent, ConfigLoadOptions options)
    {
        var own = Agents(document).FirstOrDefault(entry => ConfigIds.Agent(Kinds.Text(entry["id"])) == agent);
        return Kinds.Text(own?["agentDir"])?.Trim() is { Length: > 0 } configured
            ? ConfigPaths.Resolve(configured, options.HomeDirectory)
            : ConfigPaths.Resolve($"{options.StateDirectory ?? "~/.moltbot"}/agents/{agent}/agent", options.HomeDirectory);
    }

    private static IEnumerable<JsonObject> Agents(JsonObject document) =>
        document["agents"]?["list"] is JsonArray list ? list.OfType<JsonObject>() : [];
}
