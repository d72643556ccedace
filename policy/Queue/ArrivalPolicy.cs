namespace Moltbot.Policy.Queue;

/// <summary>What a mode means for a message that arrives.</summary>
public static class ArrivalPolicy
{
    /// <param name="mode">The mode in force.</param>
    /// <param name="isRunning">Whether the session runs a turn.</param>
    /// <param name="canSteer">Whether that turn can take in a message; when not, steering waits like a follow-up.</param>
    public static ArrivalAction Decide(QueueMode mode, bool isRunning, bool canSteer) => (isRunning, mode) switch
    {
        (false, _) => ArrivalAction.Run,
        (_, QueueMode.Interrupt) => ArrivalAction.Abort | ArrivalAction.Run,
        (_, QueueMode.Steer) => canSteer ? ArrivalAction.Steer : ArrivalAction.Enqueue,
        (_, QueueMode.SteerBacklog) => canSteer ? ArrivalAction.Steer | ArrivalAction.Enqueue : ArrivalAction.Enqueue,
        _ => ArrivalAction.Enqueue,
    };
}
