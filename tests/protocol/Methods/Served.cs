using System.Text.Json.Serialization.Metadata;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Agents;
using Moltbot.Protocol.Methods.Channels;
using Moltbot.Protocol.Methods.Chat;
using Moltbot.Protocol.Methods.Config;
using Moltbot.Protocol.Methods.Connection;
using Moltbot.Protocol.Methods.Devices;
using Moltbot.Protocol.Methods.Models;
using Moltbot.Protocol.Methods.Nodes;
using Moltbot.Protocol.Methods.Outbound;
using Moltbot.Protocol.Methods.Sessions;
using Moltbot.Protocol.Methods.Status;

namespace Moltbot.Protocol.Tests.Methods;

/// <summary>The methods that are served.</summary>
internal static class Served
{
    internal static IEnumerable<GatewayMethod> All() =>
    [
        ConnectionMethods.Connect, .. StatusMethods.All, .. ModelsMethods.All, .. AgentsMethods.All, .. SessionsMethods.All,
        .. ChatMethods.All, .. OutboundMethods.All, .. DevicesMethods.All, .. NodesMethods.All, .. ConfigMethods.All, .. ChannelsMethods.All,
    ];

    /// <summary>The result records by method; some methods have two answers.</summary>
    internal static Dictionary<string, JsonTypeInfo[]> ResultInfos()
    {
        var infos = All().ToDictionary(each => each.Name, each => new[] { ResultInfo(each) }, StringComparer.Ordinal);
        infos["agent"] = [AgentsJson.Default.AgentFinished, AgentsJson.Default.AgentAccepted];
        infos["chat.send"] = [ChatJson.Default.ChatSendResult, ChatJson.Default.ChatAbortResult];
        return infos;
    }

    private static JsonTypeInfo ResultInfo(GatewayMethod method) =>
        (JsonTypeInfo)method.GetType().GetProperty(nameof(GatewayMethod<NoParams, NoParams>.ResultInfo))!.GetValue(method)!;
}
