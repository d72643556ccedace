using System.Security.Cryptography;
using System.Text;

namespace Moltbot.GrainInterfaces.Devices;

/// <summary>
/// A code that pairs one device once, in place of an operator who watches: it is shown as the token of the first connection. What is kept
/// of it is a hash.
/// </summary>
public static class SetupCode
{
    private const string Mark = "setup-";
    private const int IdLength = 32;

    /// <summary>A new code of a tenant, of 128 random bits.</summary>
    public static string New(string tenant) => TenantToken.Of(tenant, Mark + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    /// <summary>Whether a token may be a code of the tenant: nothing is asked for those that cannot be.</summary>
    public static bool IsLike(string tenant, string? token) => token is not null && token.StartsWith(TenantToken.Of(tenant, Mark), StringComparison.Ordinal);

    /// <summary>Names a code without telling it; 32 hex digits.</summary>
    public static string IdOf(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)))[..IdLength];

    /// <summary>The key of the grain of a code; null when the text is no id.</summary>
    public static GrainKey? KeyOf(string tenant, string id) =>
        id.Length == IdLength && id.All(char.IsAsciiHexDigitLower) ? GrainKey.ForBucket(tenant, Mark + id) : null;
}
