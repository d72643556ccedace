using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Moltbot.Grains.Agents;
using Moltbot.Grains.Agents.Prompts;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Grains.Agents.Tools.Cluster;
using Moltbot.Grains.Agents.Tools.Mcp;
using Moltbot.Grains.Skills;
using Moltbot.Grains.Workspaces;

namespace Moltbot.Grains.Sessions;

/// <summary>Registers what sessions need beside stores, models and configurations.</summary>
public static class SessionServiceCollectionExtensions
{
    /// <summary>Adds the agent loop with its tools, and what wakes sessions with open turns.</summary>
    public static IServiceCollection AddMoltbotSessions(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton<NodeCalls>();
        services.TryAddSingleton(new WorkspaceOptions());
        services.TryAddSingleton<WorkspaceLending>();
        services.TryAddSingleton<RunnerCalls>();
        services.TryAddSingleton<RunnerFacts>();
        services.TryAddSingleton<ExecDecider>();
        services.TryAddSingleton<IToolDecider, PolicyToolDecider>();
        services.TryAddSingleton<RunnerTools>();
        services.TryAddSingleton<PictureReads>();
        services.TryAddSingleton<WorkspaceReader>();
        services.TryAddSingleton<McpCatalog>();
        services.TryAddSingleton<SkillReads>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IClusterToolAnswer, SessionStatusTool>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IClusterToolAnswer, AgentsListTool>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IClusterToolAnswer, SessionsListTool>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IClusterToolAnswer, SessionsHistoryTool>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IClusterToolAnswer, SessionsSendTool>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IClusterToolAnswer, MessageTool>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IClusterToolAnswer, WebSearchTool>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IClusterToolAnswer, ImageTool>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IClusterToolAnswer, SessionsSpawnTool>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IClusterToolAnswer, CronTool>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IClusterToolAnswer, NodesTool>());
        services.TryAddSingleton<SessionSight>();
        services.TryAddSingleton<SessionExcerpt>();
        services.TryAddSingleton<ClusterTools>();
        services.TryAddSingleton<IToolRunner, ToolRunners>();
        services.TryAddSingleton<IModelPermissions, ModelPermissions>();
        services.TryAddSingleton<ModelSelector>();
        services.TryAddSingleton<AgentRun>();
        services.TryAddSingleton<SessionInstruments>();
        services.TryAddSingleton<ApprovedSkills>();
        services.TryAddSingleton<SessionServices>();
        services.AddHostedService<SessionWaker>();
        return services;
    }
}
