using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Policy.SecurityAudit.Models;

/// <summary>A model that an agent may run on, with the place that names it.</summary>
/// <param name="Id">The model, as written.</param>
/// <param name="Source">The key.</param>
/// <param name="AgentId">The agent whose own it is; null when it is every agent's.</param>
/// <param name="IsForImages">Whether it only looks at pictures.</param>
internal sealed record ConfiguredModel(string Id, string Source, string? AgentId = null, bool IsForImages = false)
{
    /// <summary>All of them, in the order of the document.</summary>
    public static IEnumerable<ConfiguredModel> AllOf(ConfigDocument document) =>
    [
        .. Of(document.Agents.Defaults.Model, "agents.defaults.model"),
        .. Of(document.Agents.Defaults.ImageModel, "agents.defaults.imageModel").Select(static model => model with { IsForImages = true }),
        .. document.Agents.List.SelectMany(static agent => Of(agent.Model, $"agents.list.{agent.Id}.model").Select(model => model with { AgentId = agent.Id })),
    ];

    /// <summary>As a line of a finding.</summary>
    public string Line(string why) => $"- {Id} ({why}) @ {Source}";

    private static IEnumerable<ConfiguredModel> Of(ModelChoice? choice, string path) =>
        new[] { (Id: choice?.Primary, Path: path) }
            .Concat((choice?.Fallbacks ?? []).Select(fallback => (Id: (string?)fallback, Path: $"{path}.fallbacks")))
            .Where(static each => !string.IsNullOrWhiteSpace(each.Id))
            .Select(static each => new ConfiguredModel(each.Id!.Trim(), each.Path));
}
