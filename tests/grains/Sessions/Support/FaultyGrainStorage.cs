using Orleans.Storage;

namespace Moltbot.Grains.Tests.Sessions.Support;

internal sealed class FaultyGrainStorage(IGrainStorage inner, StoreFault fault) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        fault.Guard(() => inner.ReadStateAsync(stateName, grainId, grainState));

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        fault.Guard(async () =>
        {
            await inner.WriteStateAsync(stateName, grainId, grainState);
            fault.OnWritten?.Invoke(grainState.State);
            await fault.HeldAnswer(grainState.State);
        });

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        fault.Guard(() => inner.ClearStateAsync(stateName, grainId, grainState));
}
