namespace Moltbot.Grains.Devices;

/// <summary>One token that holds. It may do what was granted when it was told, not what its role was approved for since.</summary>
/// <param name="Hash">SHA-256 of the token.</param>
/// <param name="Scopes">The scopes it was told with.</param>
[GenerateSerializer, Alias("moltbot.DeviceTokenHash")]
public sealed record DeviceTokenHash([property: Id(0)] string Hash, [property: Id(1)] IReadOnlyList<string> Scopes);
