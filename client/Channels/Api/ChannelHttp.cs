using System.Security.Cryptography.X509Certificates;

namespace Moltbot.Gateway.Channels.Api;

/// <summary>What an HTTP handler must (not) do before a bot token may pass through it.</summary>
public static class ChannelHttp
{
    /// <summary>A handler fit for calls with a token; the caller may still set its proxy, its connect callback and its pool.</summary>
    public static SocketsHttpHandler CreateHandler() => Harden(new SocketsHttpHandler
    {
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(15),
    });

    /// <summary>
    /// The same, for somebody who has no business in the operator's networks: it connects to public addresses only, by no proxy that the
    /// process's variables name. A proxy of the account's own has to be public too.
    /// </summary>
    public static SocketsHttpHandler CreateGuardedHandler()
    {
        SocketsHttpHandler handler = CreateHandler();
        handler.UseProxy = false;
        handler.ConnectCallback = new PublicConnect().Connect;
        // A certificate can name addresses to load its issuer and its revocation from, which nobody would judge.
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck };
        return handler;
    }

    /// <summary>Sets what <see cref="Require"/> asks for on a handler that has not been used yet.</summary>
    public static SocketsHttpHandler Harden(SocketsHttpHandler handler)
    {
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        handler.ActivityHeadersPropagator = null;
        return handler;
    }

    /// <summary>Refuses a handler that could carry the token elsewhere: by a redirect, or by what is recorded on a trace span.</summary>
    /// <exception cref="ArgumentException">The handler follows redirects, keeps cookies or records spans.</exception>
    internal static void Require(SocketsHttpHandler handler)
    {
        if (handler.AllowAutoRedirect || handler.UseCookies || handler.ActivityHeadersPropagator is not null)
        {
            throw new ArgumentException(
                "a handler that carries a token must not follow redirects, keep cookies or record spans: make it with ChannelHttp.CreateHandler",
                nameof(handler));
        }
    }
}
