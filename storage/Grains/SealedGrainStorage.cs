using System.Data.Common;
using System.Globalization;
using Moltbot.Storage.Sealing;
using Moltbot.Storage.Sql;
using Orleans.Runtime;
using Orleans.Storage;

namespace Moltbot.Storage.Grains;

/// <summary>
/// Grain storage of either engine: one sealed row per state with its version as ETag. Two first writes of one grain
/// leave one row; the other writer is told that it is not the owner. A state that is <see cref="ICommitsTogether"/> is written in one
/// transaction with what it takes along.
/// </summary>
public sealed class SealedGrainStorage : IGrainStorage
{
    private const string Table = "grain_state";

    private static readonly Statement Read = new(
        "SELECT version, payload FROM grain_state WHERE tenant = $1 AND grain_type = $2 AND grain_key = $3 AND state_name = $4");

    private static readonly Statement Insert = new("""
        INSERT INTO grain_state (tenant, grain_type, grain_key, state_name, version, payload) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (tenant, grain_type, grain_key, state_name) DO NOTHING
        """);

    private static readonly Statement Update = new("""
        UPDATE grain_state SET version = $6, payload = $7
        WHERE tenant = $1 AND grain_type = $2 AND grain_key = $3 AND state_name = $4 AND version = $5
        """);

    private static readonly Statement Delete = new(
        "DELETE FROM grain_state WHERE tenant = $1 AND grain_type = $2 AND grain_key = $3 AND state_name = $4 AND version = $5");

    private readonly IDatabase database;
    private readonly ITenantKeys keys;
    private readonly IGrainStateSerializer serializer;

    internal SealedGrainStorage(IDatabase database, ITenantKeys keys, IGrainStateSerializer serializer)
    {
        this.database = database;
        this.keys = keys;
        this.serializer = serializer;
    }

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        => ReadStateAsync(stateName, grainId, grainState, CancellationToken.None);

    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var key = GrainStateKey.Of(stateName, grainId);
        var row = await ReadRowAsync(key, cancellationToken);
        if (row is null)
        {
            Reset(grainState);
            return;
        }

        var dataKey = await keys.GetAsync(key.Tenant, cancellationToken);
        grainState.State = serializer.Deserialize<T>(dataKey.Unseal(Table, key.RowId, row.Payload));
        grainState.ETag = Format(row.Version);
        grainState.RecordExists = true;
    }

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        => WriteStateAsync(stateName, grainId, grainState, CancellationToken.None);

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var key = GrainStateKey.Of(stateName, grainId);
        var dataKey = await keys.GetAsync(key.Tenant, cancellationToken);
        var payload = dataKey.Seal(Table, key.RowId, serializer.Serialize(grainState.State));
        var expected = Parse(grainState.ETag);
        var version = expected + 1 ?? FirstVersion.Next();
        var statement = expected is null ? Insert : Update;
        object?[] arguments = expected is null ? [.. Columns(key), version, payload] : [.. Columns(key), expected, version, payload];
        var together = grainState.State as ICommitsTogether;
        var isWritten = together is { CommitWith: { Count: > 0 } parts }
            ? await WriteTogetherAsync(statement, arguments, parts, cancellationToken)
            : await database.ExecuteAsync(statement, cancellationToken, arguments) == 1;
        if (!isWritten)
        {
            throw await ConflictAsync("written", key, grainState.ETag, cancellationToken);
        }

        together?.CommitWith = [];
        grainState.ETag = Format(version);
        grainState.RecordExists = true;
    }

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        => ClearStateAsync(stateName, grainId, grainState, CancellationToken.None);

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var key = GrainStateKey.Of(stateName, grainId);
        var expected = Parse(grainState.ETag);
        var isSettled = expected is null
            ? await ReadRowAsync(key, cancellationToken) is null
            : await database.ExecuteAsync(Delete, cancellationToken, [.. Columns(key), expected]) == 1;
        if (!isSettled)
        {
            throw await ConflictAsync("cleared", key, grainState.ETag, cancellationToken);
        }

        Reset(grainState);
    }

    /// <summary>False when the state or a row of the parts is another writer's; then nothing is stored.</summary>
    private async Task<bool> WriteTogetherAsync(
        Statement statement, object?[] arguments, IReadOnlyList<CommitPart> parts, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(
                async session =>
                {
                    var isOwner = await session.ExecuteAsync(statement, arguments) == 1;
                    for (var i = 0; isOwner && i < parts.Count; i++)
                    {
                        isOwner = await parts[i].ApplyAsync(session);
                    }

                    // Throwing undoes what went in before.
                    return isOwner ? true : throw new CommitRefusedException();
                },
                cancellationToken);
        }
        catch (CommitRefusedException)
        {
            return false;
        }
    }

    private static object?[] Columns(GrainStateKey key) => [key.Tenant, key.GrainType, key.GrainKey, key.StateName];

    private static void Reset<T>(IGrainState<T> grainState)
    {
        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    private static string Format(long version) => version.ToString(CultureInfo.InvariantCulture);

    /// <summary>An ETag that is not ours matches no row, which is a conflict and not an error of its own.</summary>
    private static long? Parse(string? etag)
        => string.IsNullOrEmpty(etag) ? null : long.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;

    private Task<GrainStateRow?> ReadRowAsync(GrainStateKey key, CancellationToken cancellationToken)
        => database.FirstAsync(Read, row => new GrainStateRow(row.GetInt64(0), row.GetBytes(1)), cancellationToken, Columns(key));

    private async Task<InconsistentStateException> ConflictAsync(string what, GrainStateKey key, string? current, CancellationToken cancellationToken)
    {
        var stored = (await ReadRowAsync(key, cancellationToken))?.Version;
        var storedEtag = stored is { } version ? Format(version) : null;
        return new InconsistentStateException(
            $"State '{key.StateName}' of {key.GrainType}/{key.GrainKey} was not {what}: version {storedEtag ?? "none"} is stored, {current ?? "none"} was expected.",
            storedEtag, current);
    }
}
