using System.Security.Cryptography;
using System.Text;

namespace Moltbot.Policy.Devices;

/// <summary>Compares secrets by their UTF-8 bytes, in a time that tells nothing about where they differ or how long they are.</summary>
public static class SecretComparison
{
    /// <summary>Whether the two are equal; an absent or empty one equals nothing.</summary>
    public static bool AreEqual(string? presented, string? expected)
    {
        if (string.IsNullOrEmpty(presented) || string.IsNullOrEmpty(expected))
        {
            return false;
        }

        Span<byte> left = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> right = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(presented), left);
        SHA256.HashData(Encoding.UTF8.GetBytes(expected), right);
        return CryptographicOperations.FixedTimeEquals(left, right);
    }

    /// <summary>The form in which a random token is stored: lower-case hex SHA-256 of its UTF-8 bytes.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Whether a presented token is the one whose <see cref="Hash"/> is stored.</summary>
    public static bool MatchesHash(string? presented, string? storedHash) =>
        !string.IsNullOrEmpty(presented)
        && !string.IsNullOrEmpty(storedHash)
        && CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Hash(presented)), Encoding.ASCII.GetBytes(storedHash));
}
