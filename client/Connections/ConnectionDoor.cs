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

        if (await Rules(context) is not { } rules)
        {
            return;
        }

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

    /// <summary>The network's rules; null where they cannot be had now, which the client is told.</summary>
    private async ValueTask<NetworkRules?> Rules(HttpContext context)
    {
        try
        {
            return await network.Current();
        }
        catch (Exception error)
        {
            LogNoRules(error);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "1";
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Nobody can connect: the network's rules cannot be read")]
    private partial void LogNoRules(Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A page of {Origin} may not connect to {Host} (address {Address})")]
    private partial void LogForeignPage(string origin, string host, string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Too many unfinished handshakes, {Address} gets {Status}")]
    private partial void LogCrowded(string address, int status);
}
