using Microsoft.Extensions.AI;
using Moltbot.Models.Usage;

namespace Moltbot.Models.Wire;

/// <summary>Token counts in the shared shape.</summary>
internal static class WireUsage
{
    /// <param name="input">All prompt tokens, those of the cache included.</param>
    /// <param name="output">All generated tokens.</param>
    /// <param name="cacheRead">Of the prompt: read from the cache.</param>
    /// <param name="cacheWrite">Of the prompt: written to the cache.</param>
    /// <param name="reasoning">Of the output: spent on reasoning.</param>
    public static UsageDetails Of(long? input, long? output, long? cacheRead, long? cacheWrite, long? reasoning)
    {
        var details = new UsageDetails
        {
            InputTokenCount = input,
            OutputTokenCount = output,
            TotalTokenCount = (input ?? 0) + (output ?? 0),
            CachedInputTokenCount = cacheRead,
            ReasoningTokenCount = reasoning,
        };
        if (cacheWrite > 0)
        {
            details.AdditionalCounts = new AdditionalPropertiesDictionary<long> { [TokenUsage.CacheWriteKey] = cacheWrite.Value };
        }

        return details;
    }
}
