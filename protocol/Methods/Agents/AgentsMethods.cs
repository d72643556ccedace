using Moltbot.Protocol.Schemas.Wire;

namespace Moltbot.Protocol.Methods.Agents;

/// <summary>The methods of this folder.</summary>
public static class AgentsMethods
{
    /// <summary><c>agents.list</c>.</summary>
    public static NoParamsMethod<AgentsListResult> AgentsList { get; } =
        new(MethodNames.AgentsList, AgentsShapes.AgentsListParams, AgentsJson.Default.AgentsListResult);

    /// <summary><c>agent.identity.get</c>.</summary>
    public static GatewayMethod<AgentIdentityParams, AgentIdentityResult> AgentIdentityGet { get; } =
        new(MethodNames.AgentIdentityGet, AgentsShapes.AgentIdentityParams, AgentsJson.Default.AgentIdentityParams, AgentsJson.Default.AgentIdentityResult);

    /// <summary><c>agent</c>.</summary>
    public static GatewayMethod<AgentParams, AgentFinished> Agent { get; } =
        new(MethodNames.Agent, AgentsShapes.AgentParams, AgentsJson.Default.AgentParams, AgentsJson.Default.AgentFinished);

    /// <summary><c>agent.wait</c>.</summary>
    public static GatewayMethod<AgentWaitParams, AgentWaitResult> AgentWait { get; } =
        new(MethodNames.AgentWait, AgentsShapes.AgentWaitParams, AgentsJson.Default.AgentWaitParams, AgentsJson.Default.AgentWaitResult);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<GatewayMethod> All { get; } =
    [
        AgentsList,
        AgentIdentityGet,
        Agent,
        AgentWait,
    ];
}
