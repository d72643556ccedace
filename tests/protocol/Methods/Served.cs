using System.Text.Json.Serialization.Metadata;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Agents;
using Moltbot.Protocol.Methods.Chat;
using Moltbot.TestSupport.Wire;

namespace Moltbot.Protocol.Tests.Methods;

/// <summary>The methods that are served.</summary>
internal static class Served
{
    internal static IEnumerable<GatewayMethod> All() => MethodCatalog.Served.Values;

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
