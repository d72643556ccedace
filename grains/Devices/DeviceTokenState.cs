namespace Moltbot.Grains.Devices;

/// <summary>A device's token for one role. Times are epoch milliseconds.</summary>
[GenerateSerializer, Alias("moltbot.DeviceTokenState")]
public sealed class DeviceTokenState
{
    /// <summary>
    /// How many tokens of a role hold beside each other: each connection by shared secret gets one (a token is not kept, so the old
    /// one cannot be told again), and two programs of one device may connect at the same time.
    /// </summary>
    public const int MaxHashes = 4;

    [Id(0)] public string Role { get; set; } = "";

    [Id(1)] public List<string> Scopes { get; set; } = [];

    /// <summary>The tokens that hold, newest last.</summary>
    [Id(2)] public List<DeviceTokenHash> Hashes { get; set; } = [];

    [Id(3)] public long CreatedAt { get; set; }

    [Id(4)] public long? RotatedAt { get; set; }

    [Id(5)] public long? RevokedAt { get; set; }

    [Id(6)] public long? LastUsedAt { get; set; }

    /// <summary>The shared secret it was given for without anybody's approval; it dies with that secret. Null after an approval.</summary>
    [Id(7)] public string? CredentialId { get; set; }
}
