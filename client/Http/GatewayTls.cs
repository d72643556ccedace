using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Gateway.Http;

/// <summary>TLS as <c>gateway.tls</c> has it: 1.3 only, with the operator's certificate or one that is made and kept in the state folder.</summary>
/// <param name="Options">For Kestrel.</param>
/// <param name="Fingerprint">SHA-256 of the certificate, upper-case hex; clients may pin it.</param>
public sealed record GatewayTls(HttpsConnectionAdapterOptions Options, string Fingerprint)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Short enough for clients that refuse longer ones; it is made anew in time.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(397);

    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    /// <summary>Loads or makes the certificate; null when TLS is off.</summary>
    /// <param name="settings">The configuration.</param>
    /// <param name="stateDirectory">Where a made certificate is kept.</param>
    /// <param name="hostNames">Names a made certificate is for, besides localhost.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="InvalidOperationException">A certificate is named by half, or none is named and none may be made.</exception>
    /// <exception cref="CryptographicException">A file holds no certificate or no fitting key.</exception>
    public static GatewayTls? Load(GatewayTlsConfig settings, string stateDirectory, IReadOnlyList<string> hostNames, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(time);
        if (!settings.Enabled)
        {
            return null;
        }

        if (settings.CertPath is null != settings.KeyPath is null)
        {
            throw new InvalidOperationException("gateway.tls needs certPath and keyPath together, or neither.");
        }

        (X509Certificate2 certificate, X509Certificate2Collection chain) = settings is { CertPath: { } cert, KeyPath: { } key }
            ? Named(cert, key)
            : settings.AutoGenerate
                ? (Made(Path.Combine(stateDirectory, "tls"), hostNames, time), [])
                : throw new InvalidOperationException("gateway.tls is enabled without certPath and keyPath, and autoGenerate is off.");
        var options = new HttpsConnectionAdapterOptions
        {
            ServerCertificate = certificate,
            ServerCertificateChain = chain,
            SslProtocols = SslProtocols.Tls13,
        };
        if (settings.CaPath is { } ca)
        {
            AskForClients(options, ca);
        }

        return new GatewayTls(options, certificate.GetCertHashString(HashAlgorithmName.SHA256));
    }

    private static (X509Certificate2 Certificate, X509Certificate2Collection Chain) Named(string certPath, string keyPath)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(certPath);
        return (X509Certificate2.CreateFromPemFile(certPath, keyPath), chain);
    }

    private static X509Certificate2 Made(string folder, IReadOnlyList<string> hostNames, TimeProvider time)
    {
        string cert = Path.Combine(folder, "gateway.crt");
        string key = Path.Combine(folder, "gateway.key");
        if (File.Exists(cert) && File.Exists(key))
        {
            X509Certificate2 kept = X509Certificate2.CreateFromPemFile(cert, key);
            if (kept.NotAfter.ToUniversalTime() - time.GetUtcNow().UtcDateTime > RenewBefore)
            {
                return kept;
            }

            kept.Dispose();
        }

        CreateFolder(folder);
        using var signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 made = Request(signer, hostNames).CreateSelfSigned(time.GetUtcNow().AddMinutes(-5), time.GetUtcNow() + Lifetime);
        Write(key, signer.ExportPkcs8PrivateKeyPem());
        Write(cert, made.ExportCertificatePem());
        return X509Certificate2.CreateFromPemFile(cert, key);
    }

    private static CertificateRequest Request(ECDsa signer, IReadOnlyList<string> hostNames)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (string name in hostNames.Append("localhost").Distinct(StringComparer.OrdinalIgnoreCase))
        {
            names.AddDnsName(name);
        }

        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        var request = new CertificateRequest("CN=moltbot-gateway", signer, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        return request;
    }

    private static void AskForClients(HttpsConnectionAdapterOptions options, string caPath)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(caPath);
        options.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
        options.ClientCertificateValidation = (certificate, _, _) =>
        {
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            return chain.Build(certificate);
        };
    }

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    private static void Write(string path, string pem)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var writer = new StreamWriter(path, options);
        writer.Write(pem);
    }
}
