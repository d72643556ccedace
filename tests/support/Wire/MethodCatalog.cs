using System.Collections.Frozen;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Agents;
using Moltbot.Protocol.Methods.Approvals;
using Moltbot.Protocol.Methods.Channels;
using Moltbot.Protocol.Methods.Chat;
using Moltbot.Protocol.Methods.Config;
using Moltbot.Protocol.Methods.Connection;
using Moltbot.Protocol.Methods.Cron;
using Moltbot.Protocol.Methods.Devices;
using Moltbot.Protocol.Methods.Models;
using Moltbot.Protocol.Methods.Nodes;
using Moltbot.Protocol.Methods.Outbound;
using Moltbot.Protocol.Methods.Sessions;
using Moltbot.Protocol.Methods.Skills;
using Moltbot.Protocol.Methods.Status;

namespace Moltbot.TestSupport.Wire;

/// <summary>All methods that have typed params and results, by name.</summary>
/// <remarks>What is known (<see cref="MethodNames.IsKnown"/>) but not here is answered with <c>UNAVAILABLE</c>.</remarks>
public static class MethodCatalog
{
    /// <summary>Name to method.</summary>
    public static FrozenDictionary<string, GatewayMethod> Served { get; } = new[]
    {
        [ConnectionMethods.Connect],
        StatusMethods.All,
        ModelsMethods.All,
        AgentsMethods.All,
        SessionsMethods.All,
        ChatMethods.All,
        OutboundMethods.All,
        DevicesMethods.All,
        NodesMethods.All,
        ConfigMethods.All,
        ApprovalsMethods.All,
        ChannelsMethods.All,
        CronMethods.All,
        SkillsMethods.All,
    }.SelectMany(area => area).ToFrozenDictionary(method => method.Name, StringComparer.Ordinal);
}
