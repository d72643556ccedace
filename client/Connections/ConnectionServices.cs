using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Handshake;
using Moltbot.Gateway.Hosting;

namespace Moltbot.Gateway.Connections;

/// <summary>What all connections share.</summary>
internal sealed record ConnectionServices(
    GatewayOptions Options,
    TimeProvider Time,
    Deadlines Deadlines,
    PendingSockets Pending,
    Handshaker Handshaker,
    Greeter Greeter,
    Dispatcher Dispatcher,
    ILogger<Connection> Logger);
