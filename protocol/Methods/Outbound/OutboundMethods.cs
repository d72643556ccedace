using Moltbot.Protocol.Schemas.Wire;

namespace Moltbot.Protocol.Methods.Outbound;

/// <summary>The methods of this folder.</summary>
public static class OutboundMethods
{
    /// <summary><c>send</c>.</summary>
    public static GatewayMethod<SendParams, SendResult> Send { get; } =
        new(MethodNames.Send, OutboundShapes.SendParams, OutboundJson.Default.SendParams, OutboundJson.Default.SendResult);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<GatewayMethod> All { get; } =
    [
        Send,
    ];
}
