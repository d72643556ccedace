namespace Moltbot.Storage.Workspaces;

/// <summary>
/// Agents' workspaces. Manifests and the parts of files are sealed; a part is stored once for each workspace, under a name that a key of the tenant makes of
/// its hash (two agents of a tenant with the same content have the same name), so that nobody without that key finds out by a name what a file holds. Every change compares the fence first.
/// </summary>
public interface IWorkspaceStore
{
    /// <summary>Manifests that are kept of a workspace: the newest ones.</summary>
    const int KeptManifests = 3;

    /// <summary>The workspace's row; null where nobody ever held it.</summary>
    Task<WorkspaceRow?> FindAsync(WorkspaceKey workspace, CancellationToken cancellationToken = default);

    /// <summary>Takes it from whoever has it, under a new fence; nobody has it then.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="known">The fence that it has; 0 where there is no row. It is not taken where that is another one.</param>
    /// <param name="fence">The new one, greater than <paramref name="known"/>.</param>
    /// <param name="at">Now.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether it was taken.</returns>
    Task<bool> TakeAsync(WorkspaceKey workspace, long known, long fence, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Says which runner has it, which was brought it; false where it has another fence by now.</summary>
    Task<bool> HoldAsync(WorkspaceKey workspace, long fence, string holder, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>A manifest; null where that version is none, or none any more.</summary>
    Task<byte[]?> ReadManifestAsync(WorkspaceKey workspace, long version, CancellationToken cancellationToken = default);

    /// <summary>The manifests that are kept, the newest first.</summary>
    Task<IReadOnlyList<byte[]>> ReadManifestsAsync(WorkspaceKey workspace, CancellationToken cancellationToken = default);

    /// <summary>Stores the next version, in one transaction with the comparison of fence and version.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="fence">The fence that it has to have.</param>
    /// <param name="version">The version that it has to have; the new one is one more.</param>
    /// <param name="manifest">The new one.</param>
    /// <param name="parts">The hashes of parts that the version before did not have, all of which have to be stored.</param>
    /// <param name="at">Now.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether it was stored; where not, nothing was.</returns>
    Task<bool> CommitAsync(
        WorkspaceKey workspace, long fence, long version, ReadOnlyMemory<byte> manifest, IReadOnlyCollection<string> parts, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Which of these parts are not stored.</summary>
    Task<IReadOnlyList<string>> MissingAsync(WorkspaceKey workspace, IReadOnlyCollection<string> hashes, CancellationToken cancellationToken = default);

    /// <summary>Stores a part. It stays for an hour whether a manifest names it or not.</summary>
    Task StorePartAsync(WorkspaceKey workspace, string hash, ReadOnlyMemory<byte> content, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>A part; null where it is not stored.</summary>
    Task<byte[]?> ReadPartAsync(WorkspaceKey workspace, string hash, CancellationToken cancellationToken = default);

    /// <summary>Removes parts that nothing needs, some at a time.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="needed">The hashes of those that a manifest names.</param>
    /// <param name="storedBefore">Younger ones stay: they may be on their way into a manifest.</param>
    /// <param name="after">Where to go on; null for the beginning.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Where to go on; null at the end.</returns>
    Task<string?> SweepAsync(WorkspaceKey workspace, IEnumerable<string> needed, DateTimeOffset storedBefore, string? after, CancellationToken cancellationToken = default);
}
