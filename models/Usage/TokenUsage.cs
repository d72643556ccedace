using System.Runtime.InteropServices;
using Microsoft.Extensions.AI;

namespace Moltbot.Models.Usage;

/// <summary>Tokens of one or more calls. The four counts do not overlap.</summary>
/// <param name="Input">Prompt tokens that no cache served.</param>
/// <param name="Output">Generated tokens, reasoning included.</param>
/// <param name="CacheRead">Prompt tokens read from the provider's cache.</param>
/// <param name="CacheWrite">Prompt tokens written to the provider's cache.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TokenUsage(long Input, long Output, long CacheRead, long CacheWrite)
{
    /// <summary>The key of <see cref="CacheWrite"/> in <see cref="UsageDetails.AdditionalCounts"/>.</summary>
    public const string CacheWriteKey = "CacheWriteTokenCount";

    /// <summary>All four.</summary>
    public long Total => Input + Output + CacheRead + CacheWrite;

    /// <summary>From the shared shape, whose input count includes what the cache read and wrote; null counts as zero.</summary>
    public static TokenUsage From(UsageDetails? details)
    {
        if (details is null)
        {
            return default;
        }

        var read = Math.Max(0, details.CachedInputTokenCount ?? 0);
        var write = details.AdditionalCounts is { } more && more.TryGetValue(CacheWriteKey, out var w) ? Math.Max(0, w) : 0;
        // Some servers report more cached than prompt tokens; a negative count would lower a bill.
        var input = Math.Max(0, (details.InputTokenCount ?? 0) - read - write);
        return new TokenUsage(input, Math.Max(0, details.OutputTokenCount ?? 0), read, write);
    }

    /// <summary>The sum.</summary>
    public static TokenUsage operator +(TokenUsage a, TokenUsage b) =>
        new(a.Input + b.Input, a.Output + b.Output, a.CacheRead + b.CacheRead, a.CacheWrite + b.CacheWrite);
}
