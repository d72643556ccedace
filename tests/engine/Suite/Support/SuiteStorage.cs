using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Orleans.Storage;

namespace Moltbot.Engine.Tests.Suite.Support;

/// <summary>A storage in memory that keeps text, as real ones do. Several silos share one.</summary>
public sealed class SuiteStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<string, (string Json, string ETag)> _rows = new();
    private long _version;

    /// <summary>Grains whose states cannot be read.</summary>
    public ConcurrentDictionary<string, bool> Broken { get; } = new();

    /// <summary>Writes behind the back of whoever holds the state.</summary>
    public void Overwrite<T>(GrainId grain, string name, T state) => _rows[Key(grain, name)] = (JsonSerializer.Serialize(state), NextVersion());

    public bool Holds(GrainId grain, string name) => _rows.ContainsKey(Key(grain, name));

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (Broken.ContainsKey(grainId.Key.ToString()!))
        {
            throw new IOException("the store is away");
        }

        if (_rows.TryGetValue(Key(grainId, stateName), out var row))
        {
            grainState.State = JsonSerializer.Deserialize<T>(row.Json);
            grainState.ETag = row.ETag;
            grainState.RecordExists = true;
        }
        else
        {
            grainState.ETag = null;
            grainState.RecordExists = false;
        }

        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Check(stateName, grainId, grainState.ETag);
        var etag = NextVersion();
        _rows[Key(grainId, stateName)] = (JsonSerializer.Serialize(grainState.State), etag);
        grainState.ETag = etag;
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Check(stateName, grainId, grainState.ETag);
        _rows.TryRemove(Key(grainId, stateName), out _);
        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private static string Key(GrainId grain, string name) => $"{grain}#{name}";

    private string NextVersion() => Interlocked.Increment(ref _version).ToString(CultureInfo.InvariantCulture);

    private void Check(string name, GrainId grain, string? expected)
    {
        var stored = _rows.TryGetValue(Key(grain, name), out var row) ? row.ETag : null;
        if (stored != expected)
        {
            throw new InconsistentStateException("somebody else wrote", stored, expected);
        }
    }
}
