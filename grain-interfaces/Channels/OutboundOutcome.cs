namespace Moltbot.GrainInterfaces.Channels;

/// <summary>The outcomes of a send.</summary>
[GenerateSerializer, Alias("moltbot.OutboundOutcome")]
public enum OutboundOutcome
{
    /// <summary>Waits in the outbox.</summary>
    Queued = 0,

    /// <summary>In flight.</summary>
    InFlight = 1,

    /// <summary>The platform has it.</summary>
    Sent = 2,

    /// <summary>The platform refused it for good.</summary>
    Failed = 3,

    /// <summary>Nobody can know; it is shown and never repeated.</summary>
    Unknown = 4,

    /// <summary>The platform refused it for now (rate limit); it stays first in its chat.</summary>
    Retry = 5,
}
