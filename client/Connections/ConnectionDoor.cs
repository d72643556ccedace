using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Tenants;

namespace Moltbot.Gateway.Connections;

/// <summary>Decides on an upgrade before there is a socket: stopping, origin (A1, A12, B1), crowd (B5); then runs the connection.</summary>
internal sealed partial class ConnectionDoor(
    NetworkSettings network, ConnectionServices services, OpenConnections open, ILogger<ConnectionDoor> logger)
{
    public async Task Enter(HttpContext context)
    {
        if (open.IsStopping)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        NetworkRules rules = await network.Current();
        ConnectionOrigin origin = ConnectionOrigin.Of(context, rules.Proxies);
        string? page = context.Request.Headers.Origin.Count > 0 ? context.Request.Headers.Origin.ToString() : null;
        if (!rules.Origins.Allows(page, origin.Request.Host))
        {
            LogForeignPage(LogText.Of(page), LogText.Of(origin.Request.Host), origin.AddressText);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync("origin not allowed: add it to gateway.controlUi.allowedOrigins");
            return;
        }

        int refusal = services.Pending.TryEnter(origin.Address);
        if (refusal != 0)
        {
            LogCrowded(origin.AddressText, refusal);
            context.Response.StatusCode = refusal;
            return;
        }

        WebSocket socket;
        try
        {
            socket = await context.WebSockets.AcceptWebSocketAsync();
        }
        catch
        {
            services.Pending.Leave(origin.Address);
            throw;
        }

        using (socket)
        {
            var connection = new Connection(socket, origin, services);
            open.Add(connection);
            try
            {
                await connection.Run();
            }
            finally
            {
                open.Remove(connection);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A page of {Origin} may not connect to {Host} (address {Address})")]
    private partial void LogForeignPage(string origin, string host, string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Too many unfinished handshakes, {Address} gets {Status}")]
    private partial void LogCrowded(string address, int status);
}
