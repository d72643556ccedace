using Microsoft.Extensions.AI;

namespace Moltbot.Grains.Agents;

/// <summary>How long a model thinks before it answers.</summary>
internal static class ThinkingLevels
{
    public const string Off = "off";

    public static IReadOnlyList<string> All { get; } = [Off, "minimal", "low", "medium", "high", "xhigh"];

    /// <summary>For the model; null leaves it to the model.</summary>
    public static ReasoningOptions? ToReasoning(string? level) => level switch
    {
        "minimal" or "low" => new ReasoningOptions { Effort = ReasoningEffort.Low },
        "medium" => new ReasoningOptions { Effort = ReasoningEffort.Medium },
        "high" => new ReasoningOptions { Effort = ReasoningEffort.High },
        "xhigh" => new ReasoningOptions { Effort = ReasoningEffort.ExtraHigh },
        _ => null,
    };
}
