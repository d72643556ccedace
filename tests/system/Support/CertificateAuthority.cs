using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Moltbot.System.Tests.Support;

/// <summary>An authority of a test's own, whose files lie in a folder.</summary>
internal sealed class CertificateAuthority : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("moltbot-ca-");
    private readonly X509Certificate2 _own;

    public CertificateAuthority()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=a test's authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _own = request.CreateSelfSigned(Start, Start.AddDays(2));
        File.WriteAllText(Path, _own.ExportCertificatePem());
    }

    /// <summary>Its certificate.</summary>
    public string Path => global::System.IO.Path.Combine(_folder.FullName, "ca.pem");

    private static DateTimeOffset Start { get; } = TimeProvider.System.GetUtcNow().AddDays(-1);

    /// <summary>The options of <c>up</c> for a member with a new certificate of this authority.</summary>
    public string[] Member(string name)
    {
        (string certificate, string key) = Issue(name);
        return ["--cluster-cert", certificate, "--cluster-key", key, "--cluster-ca", Path];
    }

    /// <summary>Makes a certificate; answers its file and its key's.</summary>
    public (string Certificate, string Key) Issue(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        using X509Certificate2 made = request.Create(_own, Start, Start.AddDays(2), RandomNumberGenerator.GetBytes(8));
        string file = global::System.IO.Path.Combine(_folder.FullName, name);
        File.WriteAllText(file + ".pem", made.ExportCertificatePem());
        File.WriteAllText(file + ".key", key.ExportPkcs8PrivateKeyPem());
        return (file + ".pem", file + ".key");
    }

    public void Dispose()
    {
        _own.Dispose();
        _folder.Delete(recursive: true);
    }
}
