using Moltbot.Protocol.Methods.Connection;
using Moltbot.Protocol.Schemas.Wire;

namespace Moltbot.Protocol.Methods;

/// <summary>The first request of every connection.</summary>
public sealed class ConnectMethod : GatewayMethod<ConnectParams, HelloOk>
{
    internal ConnectMethod()
        : base(MethodNames.Connect, ConnectionShapes.ConnectParams, ConnectionJson.Default.ConnectParams, ConnectionJson.Default.HelloOk)
    {
    }

    private protected override bool AllowsMissingParams => false;
}
