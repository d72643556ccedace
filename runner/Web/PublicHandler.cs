using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Moltbot.Runner.Web;

/// <summary>How the runner asks servers of the open internet (S1 to S3): to addresses that were judged, without a proxy, cookies or redirects.</summary>
internal static class PublicHandler
{
    // No wall clock: it bounds one attempt among the addresses of a host; the call's own deadline bounds everything.
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Makes one.</summary>
    /// <param name="connect">Judges and connects.</param>
    public static SocketsHttpHandler Of(PublicConnect connect) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        // A proxy would be what we connect to, and the judgement of the address would be lost.
        UseProxy = false,
        ConnectCallback = connect.Connect,
        ConnectTimeout = ConnectTimeout,
        // No connection serves a second request: the name of each is judged anew.
        PooledConnectionLifetime = TimeSpan.Zero,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        MaxResponseHeadersLength = 64,
        MaxResponseDrainSize = 0,
        // A certificate can name addresses to load its issuer and its revocation from, which nobody would judge.
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck },
        },
    };
}
