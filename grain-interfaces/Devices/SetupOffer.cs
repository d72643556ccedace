namespace Moltbot.GrainInterfaces.Devices;

/// <summary>What a setup code is good for.</summary>
/// <param name="Role"><c>operator</c> or <c>node</c>.</param>
/// <param name="Scopes">The most that the device gets.</param>
/// <param name="ExpiresAt">Until when, epoch milliseconds.</param>
[GenerateSerializer, Alias("moltbot.SetupOffer"), Immutable]
public sealed record SetupOffer(
    [property: Id(0)] string Role, [property: Id(1)] IReadOnlyList<string> Scopes, [property: Id(2)] long ExpiresAt);
