namespace Moltbot.Grains.Pairing;

/// <summary>The row of a channel account's pairing.</summary>
[GenerateSerializer, Alias("moltbot.PairingState")]
public sealed class PairingState
{
    /// <summary>Who waits.</summary>
    [Id(0)] public List<GrainInterfaces.Pairing.PairingRequest> Pending { get; set; } = [];

    /// <summary>The ids let in.</summary>
    [Id(1)] public List<string> Approved { get; set; } = [];

    /// <summary>When wrong codes were tried, epoch milliseconds.</summary>
    [Id(2)] public List<long> FailedAttempts { get; set; } = [];
}
