using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Moltbot.Silo.Engines;

/// <summary>
/// One connection between members, in TLS 1.3: either side shows a certificate and judges the other's. Nothing of Orleans is read from
/// or written to a connection before that, and a connection whose other side is no member ends.
/// </summary>
internal static partial class MemberTls
{
    /// <summary>TLS wants a name to ask for; it is compared with nothing.</summary>
    private const string Name = "moltbot-cluster";

    /// <summary>Whoever connects and says nothing is cut off after this.</summary>
    private static readonly TimeSpan HandshakeTime = TimeSpan.FromSeconds(10);

    /// <summary>Secures what others open to this member.</summary>
    public static void Accept(IConnectionBuilder connection, ClusterCertificate certificate)
    {
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = certificate.Shown,
            ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = Judge(certificate),
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            EnabledSslProtocols = SslProtocols.Tls13,
        };
        Use(connection, (stream, cancellationToken) => stream.AuthenticateAsServerAsync(options, cancellationToken));
    }

    /// <summary>Secures what this member opens to others.</summary>
    public static void Connect(IConnectionBuilder connection, ClusterCertificate certificate)
    {
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = Name,
            ClientCertificateContext = certificate.Shown,
            RemoteCertificateValidationCallback = Judge(certificate),
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            EnabledSslProtocols = SslProtocols.Tls13,
        };
        Use(connection, (stream, cancellationToken) => stream.AuthenticateAsClientAsync(options, cancellationToken));
    }

    /// <summary>The runtime's own verdict is by the machine's authorities and by name; neither makes a member.</summary>
    private static RemoteCertificateValidationCallback Judge(ClusterCertificate certificate) =>
        (_, other, _, _) => other is X509Certificate2 shown && certificate.Admits(shown);

    private static void Use(IConnectionBuilder connection, Func<SslStream, CancellationToken, Task> handshake)
    {
        ILogger logger = connection.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(MemberTls).FullName!);
        connection.Use(next => async context =>
        {
            IDuplexPipe plain = context.Transport;
            await using var stream = new SslStream(new TransportStream(plain), leaveInnerStreamOpen: false);
            if (!await ShakeHands(context, stream, handshake, logger))
            {
                return;
            }

            var secured = new SecuredTransport(stream);
            context.Transport = secured;
            try
            {
                await next(context);
            }
            finally
            {
                // Before the stream: a writer may still hold bytes for it.
                await secured.Output.CompleteAsync();
                await secured.Input.CompleteAsync();
                context.Transport = plain;
            }
        });
    }

    private static async Task<bool> ShakeHands(
        ConnectionContext context, SslStream stream, Func<SslStream, CancellationToken, Task> handshake, ILogger logger)
    {
        using var time = new CancellationTokenSource(HandshakeTime, TimeProvider.System);

        // A handshake that waits for the other side's bytes ends with the connection only.
        await using CancellationTokenRegistration cut = time.Token.UnsafeRegister(static state => ((ConnectionContext)state!).Abort(), context);
        try
        {
            await handshake(stream, time.Token);
            return true;
        }
        catch (Exception problem) when (problem is AuthenticationException or IOException or OperationCanceledException or InvalidOperationException)
        {
            Refused(logger, context.RemoteEndPoint, problem.Message);
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "a connection with {Other} is not one between members of this cluster: {Problem}")]
    private static partial void Refused(ILogger logger, System.Net.EndPoint? other, string problem);

    private sealed class SecuredTransport(SslStream stream) : IDuplexPipe
    {
        public PipeReader Input { get; } = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));

        public PipeWriter Output { get; } = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
    }
}
