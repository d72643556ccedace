namespace Moltbot.Gateway.Channels.Accounts;

/// <summary>
/// Shows typing as long as the assistant does, for at most two minutes since it last said so: a run that died must not type on.
/// </summary>
internal sealed class TypingIndicators(IChannelConnector connector, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How often the platform is told again.</summary>
    public static readonly TimeSpan Refresh = TimeSpan.FromSeconds(6);

    /// <summary>How long without being told again.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private readonly Lock gate = new();
    private readonly Dictionary<(string Chat, string? Thread), CancellationTokenSource> shown = [];
    private readonly HashSet<Task> running = [];
    private bool closed;

    /// <summary>The assistant begins, goes on, or stops.</summary>
    public void Set(string chatId, string? threadId, bool typing)
    {
        lock (gate)
        {
            if (shown.Remove((chatId, threadId), out var before))
            {
                before.Cancel();
            }

            if (!typing || closed)
            {
                return;
            }

            var end = new CancellationTokenSource(Longest, time);
            shown[(chatId, threadId)] = end;
            running.RemoveWhere(task => task.IsCompleted);
            running.Add(Task.Run(() => Show((chatId, threadId), end)));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task[] left;
        lock (gate)
        {
            closed = true;
            foreach (var end in shown.Values)
            {
                end.Cancel();
            }

            left = [.. running];
        }

        await Task.WhenAll(left);
    }

    private async Task Show((string Chat, string? Thread) place, CancellationTokenSource end)
    {
        using (end)
        {
            try
            {
                while (!end.IsCancellationRequested)
                {
                    await connector.ShowTyping(place.Chat, place.Thread, end.Token);
                    await Task.Delay(Refresh, time, end.Token);
                }
            }
            catch (OperationCanceledException)
            {
                // Stopped, or typed for too long.
            }
            finally
            {
                lock (gate)
                {
                    if (shown.GetValueOrDefault(place) == end)
                    {
                        shown.Remove(place);
                    }
                }
            }
        }
    }
}
