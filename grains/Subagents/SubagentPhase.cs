namespace Moltbot.Grains.Subagents;

/// <summary>Where a sub-agent stands.</summary>
[GenerateSerializer, Alias("moltbot.SubagentPhase")]
public enum SubagentPhase
{
    /// <summary>Stored; its session may not have its task yet.</summary>
    Ordered = 0,

    /// <summary>Its session has its task.</summary>
    Working = 1,

    /// <summary>It is to be ended and not reported.</summary>
    Stopped = 2,

    /// <summary>What came of it was told, or is not to be; its session is kept a while.</summary>
    Over = 3,
}
