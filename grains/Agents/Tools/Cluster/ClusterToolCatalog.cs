namespace Moltbot.Grains.Agents.Tools.Cluster;

/// <summary>The tools that the cluster answers itself.</summary>
internal static class ClusterToolCatalog
{
    /// <summary>All of them, in the order in which models are told of them.</summary>
    public static IReadOnlyList<ClusterTool> All { get; } =
        [SessionStatusTool.Declared, AgentsListTool.Declared, SessionsListTool.Declared, SessionsHistoryTool.Declared, SessionsSendTool.Declared, SessionsSpawnTool.Declared, CronTool.Declared, NodesTool.Declared, MessageTool.Declared,
            WebSearchTool.Declared, ImageTool.Declared];

    /// <summary>Those that programs call without a turn.</summary>
    public static IReadOnlyList<string> ForPrograms { get; } = [.. All.Where(static tool => tool.IsForPrograms).Select(static tool => tool.Name)];

    /// <summary>The tool of that name; null where there is none.</summary>
    public static ClusterTool? Find(string name) => All.FirstOrDefault(tool => tool.Name == name);
}
