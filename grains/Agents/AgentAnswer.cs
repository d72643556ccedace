using Microsoft.Extensions.AI;
using Moltbot.Models.Failover;
using Moltbot.Models.Usage;

namespace Moltbot.Grains.Agents;

/// <summary>What an agent answered.</summary>
/// <param name="Text">All of its words.</param>
/// <param name="Last">The last model answer: who gave it and why it ended.</param>
/// <param name="Usage">Tokens of all rounds.</param>
/// <param name="Cost">US dollars of all rounds; null when one has no price.</param>
internal sealed record AgentAnswer(string Text, ModelAnswer Last, TokenUsage Usage, decimal? Cost)
{
    /// <summary>As the original names it.</summary>
    public string StopReason => Last.Response.FinishReason switch
    {
        { } reason when reason == ChatFinishReason.Length => "length",
        _ => "stop",
    };
}
