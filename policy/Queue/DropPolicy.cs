namespace Moltbot.Policy.Queue;

/// <summary>What gives way when a queue is full.</summary>
public enum DropPolicy
{
    /// <summary>The oldest, which is kept as a line of a summary.</summary>
    Summarize,

    /// <summary>The oldest, without a trace.</summary>
    Old,

    /// <summary>The message that just came.</summary>
    New,
}
