namespace Moltbot.Storage.Ownership;

/// <summary>For a database file: who has the state folder's lock has the file.</summary>
internal sealed class FolderOwnership : IDatabaseOwnership
{
    private readonly TaskCompletionSource<string> _never = new();

    public Task<string> Lost => _never.Task;

    public Task Acquire(DatabaseUse use, CancellationToken cancellationToken) => Task.CompletedTask;
}
