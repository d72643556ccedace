using Moltbot.Policy.Devices;

namespace Moltbot.Grains.Devices;

/// <summary>The row's form of a <see cref="DeviceToken"/>.</summary>
/// <param name="Hash">SHA-256 of the token.</param>
/// <param name="Scopes">The scopes it was told with.</param>
[GenerateSerializer, Alias("moltbot.DeviceTokenHash")]
public sealed record DeviceTokenHash([property: Id(0)] string Hash, [property: Id(1)] IReadOnlyList<string> Scopes);
