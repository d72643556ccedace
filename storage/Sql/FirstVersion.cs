using System.Security.Cryptography;

namespace Moltbot.Storage.Sql;

/// <summary>
/// The version that a new row starts with: random, so that a row removed and made again does not come back to a version
/// that somebody still holds as its ETag.
/// </summary>
internal static class FirstVersion
{
    /// <summary>48 bits leave room for as many changes as anyone makes, and fit a JavaScript number.</summary>
    public static long Next()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes[..6]);
        return BitConverter.ToInt64(bytes) + 1;
    }
}
