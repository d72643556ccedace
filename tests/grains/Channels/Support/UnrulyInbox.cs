using Microsoft.Extensions.DependencyInjection;
using Moltbot.Storage;
using Moltbot.Storage.Inbox;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Channels.Support;

/// <summary>The real inbox, whose calls a test may fail or hold, and which tells when updates are done.</summary>
internal sealed class UnrulyInbox
{
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly List<(Func<IReadOnlySet<string>, bool> Condition, TaskCompletionSource Met)> _watchers = [];

    /// <summary>Runs before pending updates are read.</summary>
    public Func<Task> BeforeRead { get; set; } = static () => Task.CompletedTask;

    /// <summary>Runs before an update is marked done.</summary>
    public Func<string, Task> BeforeDone { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Runs after an update was stored.</summary>
    public Func<string, Task> AfterInsert { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Puts it in the place of the real one.</summary>
    public void Replace(IServiceCollection services)
    {
        Type real = services.Single(static service => service.ServiceType == typeof(IInboxStore)).ImplementationType!;
        services.AddSingleton<IInboxStore>(provider => new Store(this, (IInboxStore)ActivatorUtilities.CreateInstance(provider, real)));
    }

    /// <summary>Completes when the updates done fulfil a condition.</summary>
    public Task WhenDone(Func<IReadOnlySet<string>, bool> condition)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_done)
        {
            _watchers.Add((condition, met));
            Tell();
        }

        return met.Task.InTime();
    }

    private void Note(IEnumerable<string> updates)
    {
        lock (_done)
        {
            _done.UnionWith(updates);
            Tell();
        }
    }

    private void Tell() => _watchers.RemoveAll(watcher => watcher.Condition(_done) && watcher.Met.TrySetResult());

    private sealed class Store(UnrulyInbox unruly, IInboxStore inner) : IInboxStore
    {
        public async Task<InboxOutcome> InsertAsync(
            ChannelAccount account, string updateId, ReadOnlyMemory<byte> payload, DateTimeOffset receivedAt, CancellationToken cancellationToken = default)
        {
            InboxOutcome outcome = await inner.InsertAsync(account, updateId, payload, receivedAt, cancellationToken);
            await unruly.AfterInsert(updateId);
            return outcome;
        }

        public Task<bool> IsKnownAsync(ChannelAccount account, string updateId, CancellationToken cancellationToken = default) =>
            inner.IsKnownAsync(account, updateId, cancellationToken);

        public async Task<IReadOnlyList<InboxRow>> PendingAsync(ChannelAccount account, int count, long after = 0, CancellationToken cancellationToken = default)
        {
            await unruly.BeforeRead();
            return await inner.PendingAsync(account, count, after, cancellationToken);
        }

        public async Task<long> MarkDoneAsync(ChannelAccount account, IReadOnlyList<string> updateIds, CancellationToken cancellationToken = default)
        {
            foreach (string id in updateIds)
            {
                await unruly.BeforeDone(id);
            }

            long done = await inner.MarkDoneAsync(account, updateIds, cancellationToken);
            unruly.Note(updateIds);
            return done;
        }

        public Task<long> PruneAsync(ChannelAccount account, DateTimeOffset receivedBefore, CancellationToken cancellationToken = default) =>
            inner.PruneAsync(account, receivedBefore, cancellationToken);
    }
}
