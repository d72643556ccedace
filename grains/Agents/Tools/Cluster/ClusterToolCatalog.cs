namespace Moltbot.Grains.Agents.Tools.Cluster;

/// <summary>The tools that the cluster answers itself.</summary>
internal static class ClusterToolCatalog
{
    /// <summary>All of them, in the order in which models are told of them.</summary>
    public static IReadOnlyList<ClusterTool> All { get; } =
        [SessionStatusTool.Declared, AgentsListTool.Declared, SessionsListTool.Declared, SessionsHistoryTool.Declared, SessionsSendTool.Declared, SessionsSpawnTool.Declared, CronTool.Declared, MessageTool.Declared,
            WebSearchTool.Declared];

    /// <summary>The tool of that name; null where there is none.</summary>
    public static ClusterTool? Find(string name) => All.FirstOrDefault(tool => tool.Name == name);
}
