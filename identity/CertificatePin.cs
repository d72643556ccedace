using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Moltbot.Identity;

/// <summary>The one certificate to accept, by its SHA-256.</summary>
public static class CertificatePin
{
    private const int HexDigits = 64;

    /// <summary>Lower-case hex without colons; null when the text is no fingerprint.</summary>
    public static string? Normalize(string text)
    {
        var hex = text.Trim().Replace(":", string.Empty, StringComparison.Ordinal).ToLowerInvariant();
        hex = hex.StartsWith("sha256", StringComparison.Ordinal) ? hex["sha256".Length..].TrimStart('=', '-') : hex;
        return hex.Length == HexDigits && hex.All(char.IsAsciiHexDigit) ? hex : null;
    }

    /// <summary>The fingerprint of a certificate file of this machine; null when it cannot be read.</summary>
    public static string? OfFile(string path)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(path);
            return Of(certificate);
        }
        catch (Exception problem) when (problem is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static string Of(X509Certificate certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate.GetRawCertData()));
}
