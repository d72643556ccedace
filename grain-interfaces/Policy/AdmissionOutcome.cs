namespace Moltbot.GrainInterfaces.Policy;

/// <summary>The decisions of admission.</summary>
[GenerateSerializer, Alias("moltbot.AdmissionOutcome")]
public enum AdmissionOutcome
{
    /// <summary>Dropped without a word.</summary>
    Drop = 0,

    /// <summary>The agent gets it.</summary>
    Accept = 1,

    /// <summary>The sender is told a pairing code; the message is dropped.</summary>
    Pair = 2,

    /// <summary>Kept as context for the group's next turn, not answered.</summary>
    Context = 3,
}
