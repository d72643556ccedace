namespace Moltbot.Grains.Readiness;

/// <summary>The row that is written to try the storage.</summary>
[GenerateSerializer, Alias("moltbot.StorageProbeState")]
public sealed class StorageProbeState
{
    /// <summary>When it was last written, epoch milliseconds.</summary>
    [Id(0)] public long WrittenAt { get; set; }
}
