using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Moltbot.TestSupport.Network;

/// <summary>
/// A server whose certificate's issuer is missing and is said to be had at an inner address: whoever loads it asks for what the server chose.
/// </summary>
public sealed class UnsentIssuer : IDisposable
{
    private readonly TcpListener _inner = new(IPAddress.Loopback, 0);
    private readonly TcpListener _outer = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate;

    public UnsentIssuer()
    {
        _inner.Start();
        _outer.Start();
        _certificate = Issue($"http://127.0.0.1:{Port(_inner)}/issuer.cer");
    }

    /// <summary>The server.</summary>
    public Uri Address => new($"https://127.0.0.1:{Port(_outer)}/");

    /// <summary>Whether anybody asked the inner address.</summary>
    public bool IsInnerReached => _inner.Pending();

    /// <summary>Shows the certificate to one client, until that goes.</summary>
    public async Task Show(CancellationToken cancellationToken)
    {
        using TcpClient client = await _outer.AcceptTcpClientAsync(cancellationToken);
        await using var secure = new SslStream(client.GetStream());
        try
        {
            // Offline: this side would look for the issuer too.
            SslStreamCertificateContext shown = SslStreamCertificateContext.Create(_certificate, additionalCertificates: null, offline: true);
            await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = shown }, cancellationToken);
            await secure.ReadExactlyAsync(new byte[1], cancellationToken);
        }
        catch (Exception gone) when (gone is IOException or AuthenticationException)
        {
            // Who does not believe the certificate goes.
        }
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _outer.Dispose();
        _inner.Dispose();
    }

    private static X509Certificate2 Issue(string issuerAt)
    {
        DateTimeOffset from = TimeProvider.System.GetUtcNow().AddDays(-1), to = from.AddDays(2);
        using var authorityKey = RSA.Create(2048);
        var authority = new CertificateRequest("CN=unsent", authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        using X509Certificate2 issuer = authority.CreateSelfSigned(from, to);

        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(ocspUris: null, caIssuersUris: [issuerAt]));
        using X509Certificate2 bare = request.Create(issuer, from, to.AddHours(-1), [1]);
        return bare.CopyWithPrivateKey(key);
    }

    private static int Port(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
