using Moltbot.GrainInterfaces.Readiness;

namespace Moltbot.Grains.Readiness;

/// <summary>A database on a full disk reads as ever: only a write tells.</summary>
internal sealed class StorageProbeGrain(
    [PersistentState("storage-probe", TenantGrain.Store)] IPersistentState<StorageProbeState> row,
    TimeProvider time) : TenantGrain(time), IStorageProbeGrain
{
    public Task Write()
    {
        row.State.WrittenAt = Now;
        return Save(row);
    }
}
