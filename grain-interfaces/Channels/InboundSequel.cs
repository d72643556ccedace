namespace Moltbot.GrainInterfaces.Channels;

/// <summary>What comes of an update, for who did it.</summary>
[GenerateSerializer, Alias("moltbot.InboundSequel")]
public enum InboundSequel
{
    /// <summary>Nothing: who did it sees no sign of life.</summary>
    None = 0,

    /// <summary>It was taken in, and nothing is said to it.</summary>
    Silent = 1,

    /// <summary>Something is said to it, or may be.</summary>
    Answer = 2,
}
