namespace Moltbot.Policy.Queue;

/// <summary>What happens when a message meets a queue that may be full.</summary>
/// <param name="Accepts">Whether the message is taken.</param>
/// <param name="DropOldest">How many of the oldest give way.</param>
/// <param name="Summarize">Whether those leave a line behind.</param>
public readonly record struct OverflowDecision(bool Accepts, int DropOldest, bool Summarize)
{
    /// <param name="waiting">How many wait.</param>
    /// <param name="settings">The settings in force.</param>
    public static OverflowDecision Decide(int waiting, QueueSettings settings)
    {
        if (waiting < settings.Cap)
        {
            return new OverflowDecision(true, 0, false);
        }

        return settings.Drop == DropPolicy.New
            ? new OverflowDecision(false, 0, false)
            : new OverflowDecision(true, waiting - settings.Cap + 1, settings.Drop == DropPolicy.Summarize);
    }
}
