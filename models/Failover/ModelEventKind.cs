namespace Moltbot.Models.Failover;

/// <summary>What a <see cref="ModelEvent"/> tells.</summary>
public enum ModelEventKind
{
    /// <summary>A piece of the answer: text, reasoning, a whole tool call, usage.</summary>
    Update,

    /// <summary>An attempt failed after pieces of it were handed out: forget them, the answer starts again.</summary>
    Restart,

    /// <summary>The answer is complete; always the last event.</summary>
    Answer,
}
