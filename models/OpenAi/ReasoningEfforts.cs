using Microsoft.Extensions.AI;

namespace Moltbot.Models.OpenAi;

/// <summary>OpenAI's names of the efforts.</summary>
internal static class ReasoningEfforts
{
    public static string Name(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.Low => "low",
        ReasoningEffort.Medium => "medium",
        ReasoningEffort.High => "high",
        ReasoningEffort.ExtraHigh => "xhigh",
        _ => "minimal",
    };
}
