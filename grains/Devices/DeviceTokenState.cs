using Moltbot.Policy.Devices;

namespace Moltbot.Grains.Devices;

/// <summary>The row's form of a <see cref="DeviceRole"/>, which says what each member means.</summary>
[GenerateSerializer, Alias("moltbot.DeviceTokenState")]
public sealed class DeviceTokenState
{
    [Id(0)] public string Role { get; set; } = "";

    [Id(1)] public List<string> Scopes { get; set; } = [];

    [Id(2)] public List<DeviceTokenHash> Hashes { get; set; } = [];

    [Id(3)] public long CreatedAt { get; set; }

    [Id(4)] public long? RotatedAt { get; set; }

    [Id(5)] public long? RevokedAt { get; set; }

    [Id(6)] public long? LastUsedAt { get; set; }

    [Id(7)] public string? CredentialId { get; set; }

    internal static DeviceTokenState Of(DeviceRole role) => new()
    {
        Role = role.Role,
        Scopes = [.. role.Scopes],
        Hashes = [.. role.Tokens.Select(static token => new DeviceTokenHash(token.Hash, token.Scopes))],
        CreatedAt = role.CreatedAt,
        RotatedAt = role.RotatedAt,
        RevokedAt = role.RevokedAt,
        LastUsedAt = role.LastUsedAt,
        CredentialId = role.CredentialId,
    };

    internal DeviceRole ToRole() => new()
    {
        Role = Role,
        Scopes = Scopes,
        Tokens = Hashes.ConvertAll(static hash => new DeviceToken(hash.Hash, hash.Scopes)),
        CreatedAt = CreatedAt,
        RotatedAt = RotatedAt,
        RevokedAt = RevokedAt,
        LastUsedAt = LastUsedAt,
        CredentialId = CredentialId,
    };
}
