using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Moltbot.Models.Transport;

/// <summary>
/// The sockets of all model calls: two pools, one that reaches public addresses only. Neither follows redirects, since a
/// credential belongs to the origin it was configured for, and neither keeps cookies.
/// </summary>
internal sealed class ModelTransport : IDisposable
{
    private readonly HttpMessageInvoker open;
    private readonly HttpMessageInvoker guarded;

    public ModelTransport(ModelTransportOptions options, Func<string, IReadOnlyList<IPAddress>, bool> isPublic)
    {
        Options = options;
        open = new HttpMessageInvoker(Handler(options));
        var handler = Handler(options);
        // A proxy would be what we connect to, and the judgement of the address would be lost.
        handler.UseProxy = false;
        handler.ConnectCallback = new PublicConnect(isPublic).ConnectAsync;
        // A certificate can name addresses to load its issuer and its revocation from, which nobody would judge.
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck };
        guarded = new HttpMessageInvoker(handler);
    }

    public ModelTransportOptions Options { get; }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, bool allowPrivate, CancellationToken cancellationToken) =>
        (allowPrivate ? open : guarded).SendAsync(request, cancellationToken);

    public void Dispose()
    {
        open.Dispose();
        guarded.Dispose();
    }

    /// <summary>What every call has in common.</summary>
    internal static SocketsHttpHandler Handler(ModelTransportOptions options) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionLifetime = options.ConnectionLifetime,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        EnableMultipleHttp2Connections = true,
        MaxResponseHeadersLength = 64,
        // Reading stops at the API's own sign of the end; the few bytes after it are read so that the connection serves again.
        MaxResponseDrainSize = 16 * 1024,
        ResponseDrainTimeout = TimeSpan.FromMilliseconds(500),
    };
}
