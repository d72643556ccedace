using Moltbot.Storage;
using Orleans.Storage;

namespace Moltbot.Grains.Tests.Support;

/// <summary>Fails writes of grains' rows when the test says so.</summary>
internal sealed class RowFault
{
    /// <summary>What a failed write says.</summary>
    public const string Message = "the database is away";

    /// <summary>Asked before each write and removal with the state's name; true fails it.</summary>
    public Func<string, bool> Fails { get; set; } = static _ => false;

    /// <summary>Shown each state before it is written; what it changes is what is stored.</summary>
    public Action<object?> Changes { get; set; } = static _ => { };

    public IGrainStorage Over(IGrainStorage inner) => new Storage(inner, this);

    private sealed class Storage(IGrainStorage inner, RowFault fault) : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            inner.ReadStateAsync(stateName, grainId, grainState);

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            fault.Changes(grainState.State);
            return fault.Fails(stateName) ? throw new StorageUnavailableException(Message) : inner.WriteStateAsync(stateName, grainId, grainState);
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            fault.Fails(stateName) ? throw new StorageUnavailableException(Message) : inner.ClearStateAsync(stateName, grainId, grainState);
    }
}
