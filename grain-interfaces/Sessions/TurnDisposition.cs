namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>How a turn was taken.</summary>
[GenerateSerializer, Alias("moltbot.TurnDisposition")]
public enum TurnDisposition
{
    /// <summary>Stored; it runs now or waits.</summary>
    Accepted = 0,

    /// <summary>The same run id is waiting or running.</summary>
    InFlight = 1,

    /// <summary>The same run id has an outcome.</summary>
    Completed = 2,

    /// <summary>It was a stop word.</summary>
    Stopped = 3,

    /// <summary>Refused: by policy, or the queue is full. Nothing was stored.</summary>
    Refused = 4,
}
