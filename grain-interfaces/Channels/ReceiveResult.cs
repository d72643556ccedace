namespace Moltbot.GrainInterfaces.Channels;

/// <summary>What became of an update; in each case it may be confirmed to the platform.</summary>
/// <param name="Stored">False when it was seen before.</param>
/// <param name="Outcome">Admitted, paired, or why it was dropped, for logs and tests.</param>
/// <param name="Sequel">What comes of it, for who did it.</param>
[GenerateSerializer, Alias("moltbot.ReceiveResult"), Immutable]
public sealed record ReceiveResult([property: Id(0)] bool Stored, [property: Id(1)] string Outcome, [property: Id(2)] InboundSequel Sequel);
