namespace Moltbot.GrainInterfaces.Pairing;

/// <summary>The state of an account's pairing.</summary>
/// <param name="Pending">Who waits, oldest first.</param>
/// <param name="Approved">The ids let in.</param>
[GenerateSerializer, Alias("moltbot.PairingList"), Immutable]
public sealed record PairingList(
    [property: Id(0)] IReadOnlyList<PairingRequest> Pending,
    [property: Id(1)] IReadOnlyList<string> Approved);
