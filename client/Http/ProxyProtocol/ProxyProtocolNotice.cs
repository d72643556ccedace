using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Moltbot.Gateway.Http.ProxyProtocol;

/// <summary>
/// The PROXY protocol is not spoken: it names an address before anybody can ask whether to believe it (A13). What begins with it is no HTTP and
/// no TLS and is refused as such; who set a proxy up so would see only that nothing works, so the log says what came, and from whom.
/// </summary>
public sealed partial class ProxyProtocolNotice(TimeProvider time, ILogger<ProxyProtocolNotice> logger)
{
    /// <summary>How long the log says nothing more of it: anybody can begin so, as often as they like.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long? _told;

    /// <summary>Looks at the connections of an endpoint, before TLS.</summary>
    public static void Watch(ListenOptions endpoint)
    {
        ProxyProtocolNotice notice = endpoint.ApplicationServices.GetRequiredService<ProxyProtocolNotice>();
        endpoint.Use(next => connection =>
        {
            connection.Transport = new WatchedTransport(connection.Transport, bytes =>
            {
                if (FirstBytes.ProxyVersion(bytes) is not 0 and var version)
                {
                    notice.Tell(version, connection.RemoteEndPoint);
                }
            });
            return next(connection);
        });
    }

    internal void Tell(int version, EndPoint? sender)
    {
        lock (_gate)
        {
            if (_told is { } told && time.GetElapsedTime(told) < Pause)
            {
                return;
            }

            _told = time.GetTimestamp();
        }

        LogRefused(sender, version);
    }

    // The sender is who connected; what the header says of others is nobody's word.
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A connection from {Sender} begins with the PROXY protocol (version {Version}) and is refused: it is not spoken here. Have the proxy speak HTTP and set X-Forwarded-For instead (nginx: proxy_protocol off). Nothing more is said of this for a minute.")]
    private partial void LogRefused(EndPoint? sender, int version);
}
