using System.Runtime.InteropServices;
using Microsoft.Extensions.AI;
using Moltbot.Models.Wire;

namespace Moltbot.Models.Anthropic;

/// <summary>How many tokens to answer with, and how many of them to think with.</summary>
/// <param name="MaxTokens">The API demands a limit; it includes the thinking.</param>
/// <param name="Budget">Tokens to think with; 0 = do not think.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AnthropicThinking(int MaxTokens, int Budget)
{
    private const int DefaultMaxTokens = 8192;
    private const int LeastBudget = 1024;
    private const int LeastAnswer = 1024;

    public static AnthropicThinking For(WireCall call)
    {
        var most = call.MaxTokens ?? DefaultMaxTokens;
        var wanted = call.Effort switch
        {
            null => 0,
            ReasoningEffort.Low => 2048,
            ReasoningEffort.Medium => 8192,
            ReasoningEffort.High => 16_384,
            _ => 32_000,
        };
        // The budget has to be smaller than the limit. A model's own limit is kept, the thinking gives way.
        var limit = wanted == 0 ? most : Math.Min(call.Model?.MaxTokens ?? int.MaxValue, most + wanted);
        var budget = Math.Min(wanted, limit - LeastAnswer);
        return budget >= LeastBudget ? new AnthropicThinking(limit, budget) : new AnthropicThinking(most, 0);
    }
}
