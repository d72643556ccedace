using System.Security.Cryptography;
using System.Text;

namespace Moltbot.Policy.Configuration;

/// <summary>The hash that writers must present (optimistic lock).</summary>
public static class ConfigHash
{
    /// <summary>SHA-256 of the text's UTF-8 bytes in lower-case hex; null counts as empty.</summary>
    public static string Of(string? raw) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(raw ?? "")));
}
