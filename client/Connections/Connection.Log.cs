using Microsoft.Extensions.Logging;

namespace Moltbot.Gateway.Connections;

/// <content>Logging. Foreign text comes through <see cref="LogText"/>.</content>
internal sealed partial class Connection
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Connection {ConnectionId} of tenant {Tenant}: {Principal} as {Role}")]
    private partial void LogConnected(string connectionId, string tenant, string principal, string role);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Connection {ConnectionId} refused: {Reason} (address {Address}, host {Host}, forwarded for {ForwardedFor}, client {Client}, agent {UserAgent})")]
    private partial void LogRejected(
        string connectionId, string reason, string address, string host, string forwardedFor, string client, string userAgent);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Connection {ConnectionId} was lost: {Error}")]
    private partial void LogLost(string connectionId, string error);

    [LoggerMessage(Level = LogLevel.Information, Message = "Connection {ConnectionId} is too slow and is closed")]
    private partial void LogSlow(string connectionId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Connection {ConnectionId} failed")]
    private partial void LogFailed(string connectionId, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "A request of connection {ConnectionId} failed")]
    private partial void LogRequestFailed(string connectionId, Exception error);
}
