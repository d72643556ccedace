using Moltbot.Storage.Grains;
using Moltbot.Storage.Sealing;
using Moltbot.Storage.Sql;

namespace Moltbot.Storage.Workspaces;

/// <inheritdoc cref="IWorkspaceStore"/>
internal sealed class WorkspaceStore(IDatabase database, ITenantKeys keys) : IWorkspaceStore
{
    private const string ManifestTable = "workspace_manifests";
    private const string PartTable = "workspace_parts";

    /// <summary>Parts that one sweep looks at. Arbitrary.</summary>
    private const long MaxSwept = 1000;

    public Task<WorkspaceRow?> FindAsync(WorkspaceKey workspace, CancellationToken cancellationToken = default)
        => database.FirstAsync(
            WorkspaceStatements.Find, row => new WorkspaceRow(row.GetInt64(0), row.GetString(1), row.GetInt64(2)), cancellationToken, workspace.Tenant, workspace.AgentId);

    public async Task<bool> TakeAsync(WorkspaceKey workspace, long known, long fence, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(fence, known);
        return known == 0
            ? await database.ExecuteAsync(WorkspaceStatements.Begin, cancellationToken, workspace.Tenant, workspace.AgentId, fence, at.ToColumn()) == 1
            : await database.ExecuteAsync(WorkspaceStatements.Take, cancellationToken, workspace.Tenant, workspace.AgentId, fence, at.ToColumn(), known) == 1;
    }

    public async Task<bool> HoldAsync(WorkspaceKey workspace, long fence, string holder, DateTimeOffset at, CancellationToken cancellationToken = default)
        => await database.ExecuteAsync(WorkspaceStatements.Hold, cancellationToken, workspace.Tenant, workspace.AgentId, fence, holder, at.ToColumn()) == 1;

    public async Task<byte[]?> ReadManifestAsync(WorkspaceKey workspace, long version, CancellationToken cancellationToken = default)
    {
        var key = await keys.GetAsync(workspace.Tenant, cancellationToken);
        return await database.FirstAsync(
            WorkspaceStatements.Manifest, row => key.Unseal(ManifestTable, RowId.Of(workspace.AgentId, version), row.GetBytes(0)), cancellationToken,
            workspace.Tenant, workspace.AgentId, version);
    }

    public async Task<IReadOnlyList<byte[]>> ReadManifestsAsync(WorkspaceKey workspace, CancellationToken cancellationToken = default)
    {
        var key = await keys.GetAsync(workspace.Tenant, cancellationToken);
        return await database.QueryAsync(
            WorkspaceStatements.Manifests, row => key.Unseal(ManifestTable, RowId.Of(workspace.AgentId, row.GetInt64(0)), row.GetBytes(1)), cancellationToken,
            workspace.Tenant, workspace.AgentId);
    }

    public async Task<bool> CommitAsync(
        WorkspaceKey workspace, long fence, long version, ReadOnlyMemory<byte> manifest, IReadOnlyCollection<string> parts, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        var key = await keys.GetAsync(workspace.Tenant, cancellationToken);
        var payload = key.Seal(ManifestTable, RowId.Of(workspace.AgentId, version + 1), manifest);

        // In order of name: two transactions that need the same parts wait for each other then, and do not lock each other out.
        var needed = parts.Select(hash => key.NameOf(PartTable, hash)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => new[] { workspace.Tenant, workspace.AgentId, name, at.ToColumn() }).ToArray<object?[]>();
        try
        {
            return await database.WriteAsync(
                async session =>
                {
                    if (await session.ExecuteAsync(WorkspaceStatements.Advance, workspace.Tenant, workspace.AgentId, fence, version, at.ToColumn()) != 1
                        || (needed.Length > 0 && (await session.ExecuteManyAsync(WorkspaceStatements.Need, needed)).Any(static found => found != 1)))
                    {
                        throw new CommitRefusedException();
                    }

                    await session.ExecuteAsync(WorkspaceStatements.InsertManifest, workspace.Tenant, workspace.AgentId, version + 1, at.ToColumn(), payload);
                    await session.ExecuteAsync(WorkspaceStatements.PruneManifests, workspace.Tenant, workspace.AgentId, version + 1 - IWorkspaceStore.KeptManifests);
                    return true;
                },
                cancellationToken);
        }
        catch (CommitRefusedException)
        {
            return false;
        }
    }

    public async Task<IReadOnlyList<string>> MissingAsync(WorkspaceKey workspace, IReadOnlyCollection<string> hashes, CancellationToken cancellationToken = default)
    {
        if (hashes.Count == 0)
        {
            return [];
        }

        var key = await keys.GetAsync(workspace.Tenant, cancellationToken);
        var names = hashes.Distinct(StringComparer.Ordinal).ToDictionary(hash => key.NameOf(PartTable, hash), StringComparer.Ordinal);
        foreach (var stored in await database.QueryAsync(
            WorkspaceStatements.Stored, static row => row.GetString(0), cancellationToken, workspace.Tenant, workspace.AgentId, names.Keys.ToArray()))
        {
            names.Remove(stored);
        }

        return [.. names.Values];
    }

    public async Task StorePartAsync(WorkspaceKey workspace, string hash, ReadOnlyMemory<byte> content, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        var key = await keys.GetAsync(workspace.Tenant, cancellationToken);
        var name = key.NameOf(PartTable, hash);
        await database.ExecuteAsync(
            WorkspaceStatements.StorePart, cancellationToken, workspace.Tenant, workspace.AgentId, name, at.ToColumn(), key.Seal(PartTable, RowId.Of(workspace.AgentId, name), content));
    }

    public async Task<byte[]?> ReadPartAsync(WorkspaceKey workspace, string hash, CancellationToken cancellationToken = default)
    {
        var key = await keys.GetAsync(workspace.Tenant, cancellationToken);
        var name = key.NameOf(PartTable, hash);
        return await database.FirstAsync(
            WorkspaceStatements.Part, row => key.Unseal(PartTable, RowId.Of(workspace.AgentId, name), row.GetBytes(0)), cancellationToken,
            workspace.Tenant, workspace.AgentId, name);
    }

    public async Task<string?> SweepAsync(
        WorkspaceKey workspace, IEnumerable<string> needed, DateTimeOffset storedBefore, string? after, CancellationToken cancellationToken = default)
    {
        var key = await keys.GetAsync(workspace.Tenant, cancellationToken);
        var old = await database.QueryAsync(
            WorkspaceStatements.Old, static row => row.GetString(0), cancellationToken, workspace.Tenant, workspace.AgentId, after ?? "", storedBefore.ToColumn(), MaxSwept);
        var kept = needed.Select(hash => key.NameOf(PartTable, hash)).ToHashSet(StringComparer.Ordinal);
        string[] unneeded = [.. old.Where(name => !kept.Contains(name))];
        if (unneeded.Length > 0)
        {
            // What was needed again meanwhile is young again.
            await database.ExecuteAsync(WorkspaceStatements.RemoveOld, cancellationToken, workspace.Tenant, workspace.AgentId, unneeded, storedBefore.ToColumn());
        }

        return old.Count < MaxSwept ? null : old[^1];
    }
}
