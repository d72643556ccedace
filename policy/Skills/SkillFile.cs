using System.Security.Cryptography;

namespace Moltbot.Policy.Skills;

/// <summary>A file of a skill's folder.</summary>
/// <param name="Path">Within the folder, with <c>/</c> between names.</param>
/// <param name="Content">Its bytes.</param>
public sealed record SkillFile(string Path, ReadOnlyMemory<byte> Content)
{
    /// <summary>SHA-256 of its bytes, lower-case hexadecimal.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Content.Span));
}
