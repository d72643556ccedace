using Moltbot.GrainInterfaces.Devices;
using Moltbot.Policy.Devices;

namespace Moltbot.Grains.Devices;

/// <summary>A paired device's row.</summary>
[GenerateSerializer, Alias("moltbot.DeviceState")]
public sealed class DeviceState
{
    [Id(0)] public string PublicKey { get; set; } = "";

    /// <summary>One entry a role, those that were taken back among them. What the device may do follows from it alone.</summary>
    [Id(1)] public List<DeviceTokenState> Tokens { get; set; } = [];

    [Id(2)] public ClientDescription? Client { get; set; }

    [Id(3)] public string? RemoteIp { get; set; }

    /// <summary>Epoch milliseconds.</summary>
    [Id(4)] public long CreatedAt { get; set; }

    /// <summary>Epoch milliseconds.</summary>
    [Id(5)] public long ApprovedAt { get; set; }

    /// <summary>The role of the last pairing.</summary>
    [Id(6)] public string Role { get; set; } = "";

    /// <summary>What the row says of the device's authority, for <c>policy/Devices</c>.</summary>
    internal DeviceRecord ToRecord() => new(PublicKey, Tokens.ConvertAll(static token => token.ToRole()));

    /// <summary>Takes over what became of the record.</summary>
    internal void Take(DeviceRecord record)
    {
        PublicKey = record.PublicKey;
        Tokens = [.. record.Entries.Select(DeviceTokenState.Of)];
    }
}
