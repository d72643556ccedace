using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Rules;
using Moltbot.Policy.Exec.Environment;
using Moltbot.Policy.Sandboxes;

namespace Moltbot.Policy.Configuration;

/// <summary>What a document says of containers (<c>sandbox.docker</c>) that no sandbox here follows.</summary>
internal static class ContainerWarnings
{
    private static readonly string[] Followed = ["network", "env", "memory", "pidsLimit", "ulimits"];

    /// <summary>The warnings of all agents.</summary>
    public static IEnumerable<ConfigIssue> Find(JsonNode? agents) =>
        Of((agents as JsonObject)?["defaults"], "agents.defaults")
            .Concat(((agents as JsonObject)?["list"] as JsonArray ?? []).Index().SelectMany(static each => Of(each.Item, $"agents.list.{each.Index}")));

    private static IEnumerable<ConfigIssue> Of(JsonNode? agent, string path)
    {
        if ((agent as JsonObject)?["sandbox"] is not JsonObject sandbox)
        {
            yield break;
        }

        foreach (var (key, value) in sandbox["docker"] as JsonObject ?? [])
        {
            var place = $"{path}.sandbox.docker.{key}";
            var problems = key switch
            {
                "memory" when SandboxCeilings.BytesOf(Element(value)) is null => [new ConfigIssue(place, "has no effect: it is no size such as 512m or 1g")],
                "memory" when SandboxCeilings.BytesOf(Element(value)) < SandboxCeilings.LeastMemory => [new ConfigIssue(place, "nothing begins with less than 32m, which counts instead")],
                "pidsLimit" when Kinds.Number(value) < SandboxCeilings.FewestProcesses => [new ConfigIssue(place, $"nothing begins with fewer than {SandboxCeilings.FewestProcesses}, which counts instead")],
                "ulimits" => OfLimits(value, place),
                "env" => OfVariables(value, place),
                _ when !Followed.Contains(key, StringComparer.Ordinal) => [new ConfigIssue(place, "has no effect here: a sandbox is made of namespaces, not of a container")],
                _ => Enumerable.Empty<ConfigIssue>(),
            };
            foreach (var problem in problems)
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<ConfigIssue> OfLimits(JsonNode? limits, string path) => (limits as JsonObject ?? [])
        .Where(static each => !SandboxCeilings.Ulimits.Contains(each.Key, StringComparer.Ordinal) || SandboxCeilings.LimitOf(Element(each.Value)) is null)
        .Select(each => new ConfigIssue($"{path}.{each.Key}", $"has no effect here: of limits {string.Join(", ", SandboxCeilings.Ulimits)} count, with a number"));

    private static IEnumerable<ConfigIssue> OfVariables(JsonNode? variables, string path) => (variables as JsonObject ?? [])
        .Where(static each => Kinds.Text(each.Value) is not { } value || !ExecEnvironment.IsAllowed(each.Key, value))
        .Select(each => new ConfigIssue($"{path}.{each.Key}", "has no effect here: only variables of language, time zone and terminal are given to a sandbox, with values that name no file"));

    private static JsonElement Element(JsonNode? node) => node is null ? default : JsonSerializer.SerializeToElement(node);
}
