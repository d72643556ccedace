using Moltbot.GrainInterfaces.Devices;

namespace Moltbot.Grains.Devices;

/// <summary>A paired device's row.</summary>
[GenerateSerializer, Alias("moltbot.DeviceState")]
public sealed class DeviceState
{
    [Id(0)] public string PublicKey { get; set; } = "";

    [Id(1)] public List<string> Roles { get; set; } = [];

    [Id(2)] public List<string> Scopes { get; set; } = [];

    [Id(3)] public List<DeviceTokenState> Tokens { get; set; } = [];

    [Id(4)] public ClientDescription? Client { get; set; }

    [Id(5)] public string? RemoteIp { get; set; }

    /// <summary>Epoch milliseconds.</summary>
    [Id(6)] public long CreatedAt { get; set; }

    /// <summary>Epoch milliseconds.</summary>
    [Id(7)] public long ApprovedAt { get; set; }

    /// <summary>The role of the last pairing.</summary>
    [Id(8)] public string Role { get; set; } = "";
}
