using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Moltbot.Gateway.Handshake.Tailscale;

/// <summary>Asks the daemon over the socket of its LocalAPI: HTTP, <c>GET /localapi/v0/whois?addr=…</c>.</summary>
internal sealed partial class LocalTailscale : ITailscaleWhois, IDisposable
{
    /// <summary>The daemon answers from memory; a person waits for the handshake.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Answers are a few kilobytes, more with many capabilities.</summary>
    private const int MaxAnswer = 1 << 20;

    private readonly HttpClient _http;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;

    /// <param name="socketPath">The daemon's socket.</param>
    /// <param name="time">The clock that <see cref="Patience"/> is measured by.</param>
    /// <param name="logger">Told when the daemon cannot be asked.</param>
    public LocalTailscale(string socketPath, TimeProvider time, ILogger<LocalTailscale> logger)
    {
        _logger = logger;
        _time = time;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        })
        {
            // The daemon answers this host only, so that no page in a browser can ask it.
            BaseAddress = new Uri("http://local-tailscaled.sock/"),
            MaxResponseContentBufferSize = MaxAnswer,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public async Task<string?> LoginOf(IPAddress address, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using HttpResponseMessage answer = await _http.GetAsync(
                new Uri("/localapi/v0/whois?addr=" + Uri.EscapeDataString(address.ToString()), UriKind.Relative), either.Token);
            if (answer.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }

            if (!answer.IsSuccessStatusCode)
            {
                LogRefused((int)answer.StatusCode);
                return null;
            }

            using JsonDocument document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(either.Token));
            return PersonIn(document.RootElement);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            LogSilent(Patience.TotalSeconds);
            return null;
        }
        catch (Exception error) when (error is HttpRequestException or JsonException or IOException)
        {
            LogNotAsked(error.Message);
            return null;
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>A machine with tags belongs to nobody, whatever name its profile bears.</summary>
    private static string? PersonIn(JsonElement answer)
    {
        bool isTagged = Member(answer, "Node") is { } node && Member(node, "Tags") is { ValueKind: JsonValueKind.Array } tags && tags.GetArrayLength() > 0;
        return !isTagged && Member(answer, "UserProfile") is { } profile && Member(profile, "LoginName") is { ValueKind: JsonValueKind.String } login
            ? login.GetString()
            : null;
    }

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) ? member : null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The Tailscale daemon answered {Status} when asked who is calling")]
    private partial void LogRefused(int status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The Tailscale daemon did not say within {Seconds} s who is calling")]
    private partial void LogSilent(double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The Tailscale daemon cannot be asked who is calling: {Reason}")]
    private partial void LogNotAsked(string reason);
}
