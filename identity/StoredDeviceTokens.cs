namespace Moltbot.Identity;

/// <summary>The content of <c>identity/device-auth.json</c>.</summary>
internal sealed record StoredDeviceTokens
{
    public int Version { get; init; } = 1;

    /// <summary>The device they were given to; another one's are of no use.</summary>
    public required string DeviceId { get; init; }

    /// <summary>Address of the gateway → role → token. A token is only shown to the gateway that gave it.</summary>
    public Dictionary<string, Dictionary<string, DeviceToken>> Gateways { get; init; } = [];
}
