namespace Moltbot.Grains.Subagents;

/// <summary>The row of a session's sub-agents.</summary>
[GenerateSerializer, Alias("moltbot.SubagentsState"), Immutable]
public sealed record SubagentsState
{
    /// <summary>The canonical key of the session; empty in a row of nobody's.</summary>
    [Id(0)] public string SessionKey { get; init; } = "";

    /// <summary>Those that work, and those whose sessions are still kept; oldest first.</summary>
    [Id(1)] public IReadOnlyList<Subagent> Subagents { get; init; } = [];

    /// <summary>How many were begun since anything but a report was said to the session.</summary>
    [Id(2)] public int SinceAsked { get; init; }

    /// <summary>From when on the reminder ticks, epoch milliseconds; null while there is none.</summary>
    [Id(3)] public long? RemindedFrom { get; init; }
}
