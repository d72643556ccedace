using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Moltbot.Silo.Engines;

/// <summary>
/// What makes a process a member of a cluster: a certificate of the cluster's own authority, shown to every other member and asked of
/// it. Who signs for that authority says who is a member; members' addresses come and go, so no name is compared.
/// </summary>
internal sealed class ClusterCertificate
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1", ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly X509Certificate2Collection _authorities;

    private ClusterCertificate(X509Certificate2 own, X509Certificate2Collection authorities)
    {
        Shown = SslStreamCertificateContext.Create(own, authorities, offline: true);
        _authorities = authorities;
    }

    /// <summary>This process's, with its key and what is between it and the authority.</summary>
    public SslStreamCertificateContext Shown { get; }

    /// <summary>Reads PEM files.</summary>
    /// <param name="certificatePath">The certificate.</param>
    /// <param name="keyPath">Its private key, not encrypted.</param>
    /// <param name="authorityPath">The authority's certificate, and those of intermediate ones if there are any.</param>
    /// <exception cref="InvalidOperationException">A file cannot be used; the message names it and says why.</exception>
    public static ClusterCertificate Load(string certificatePath, string keyPath, string authorityPath)
    {
        X509Certificate2 own = Read($"{certificatePath} with the key {keyPath}", () => X509Certificate2.CreateFromPemFile(certificatePath, keyPath));
        X509Certificate2Collection authorities = Read(authorityPath, () =>
        {
            var read = new X509Certificate2Collection();
            read.ImportFromPemFile(authorityPath);
            return read.Count > 0 ? read : throw new CryptographicException("it holds no certificate in PEM form");
        });
        var made = new ClusterCertificate(own, authorities);
        return made.Fault(own) is { } fault
            ? throw new InvalidOperationException($"{certificatePath} is not a member's certificate by {authorityPath}: {fault}")
            : made;
    }

    /// <summary>Whether another process with this certificate is a member.</summary>
    public bool Admits(X509Certificate2 certificate) => Fault(certificate) is null;

    private string? Fault(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;

        // Silos are both to each other. A certificate that names no usages is good for all.
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        return chain.Build(certificate)
            ? null
            : string.Join("; ", chain.ChainStatus.Select(static status => $"{status.Status}: {status.StatusInformation.Trim()}"));
    }

    private static T Read<T>(string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception problem) when (problem is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"{what}: {problem.Message}", problem);
        }
    }
}
