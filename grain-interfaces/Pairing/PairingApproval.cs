namespace Moltbot.GrainInterfaces.Pairing;

/// <summary>What became of an approval.</summary>
/// <param name="Request">The sender let in; null when no pending code matched.</param>
/// <param name="RetryAfterMs">How long no further attempt counts, milliseconds; 0 when at once.</param>
[GenerateSerializer, Alias("moltbot.PairingApproval"), Immutable]
public sealed record PairingApproval([property: Id(0)] PairingRequest? Request, [property: Id(1)] long RetryAfterMs = 0);
