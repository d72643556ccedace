using System.Threading.Channels;

namespace Moltbot.Gateway.Channels.Accounts;

/// <summary>
/// Shows answers growing: for each run the newest text only, at a pace of its own. Nothing here is kept or repeated; what counts is
/// the message that follows.
/// </summary>
internal sealed class DraftStreams(IChannelConnector connector, TimeProvider time) : IAsyncDisposable
{
    /// <summary>The pause between two texts of a run: platforms count a draft like a message, and allow one a second in a chat.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>How long a run may go on without a word: it may have died.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly Dictionary<string, (ChannelWriter<string> Texts, CancellationTokenSource End)> runs = new(StringComparer.Ordinal);
    private readonly HashSet<Task> running = [];
    private bool closed;

    /// <summary>A run begins to write; false when nothing of it is to be shown.</summary>
    public bool Begin(string runId, string chatId, string? threadId)
    {
        if (!connector.OffersDrafts(chatId, threadId))
        {
            return false;
        }

        lock (gate)
        {
            if (closed || runs.ContainsKey(runId))
            {
                return !closed;
            }

            var texts = System.Threading.Channels.Channel.CreateBounded<string>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
            var end = new CancellationTokenSource(Longest, time);
            runs[runId] = (texts.Writer, end);
            running.RemoveWhere(static task => task.IsCompleted);
            running.Add(Task.Run(() => Show(runId, chatId, threadId, texts.Reader, end)));
            return true;
        }
    }

    /// <summary>It wrote on.</summary>
    public void Wrote(string runId, string text)
    {
        lock (gate)
        {
            if (runs.TryGetValue(runId, out var run))
            {
                run.Texts.TryWrite(text);
            }
        }
    }

    /// <summary>Its answer is there, or there is none.</summary>
    public void End(string runId)
    {
        lock (gate)
        {
            if (runs.Remove(runId, out var run))
            {
                run.End.Cancel();
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task[] left;
        lock (gate)
        {
            closed = true;
            foreach (var run in runs.Values)
            {
                run.End.Cancel();
            }

            left = [.. running];
        }

        await Task.WhenAll(left);
    }

    private async Task Show(string runId, string chatId, string? threadId, ChannelReader<string> texts, CancellationTokenSource end)
    {
        using (end)
        {
            try
            {
                while (await connector.ShowDraft(new ChannelDraft(chatId, threadId, runId, await texts.ReadAsync(end.Token)), end.Token))
                {
                    await Task.Delay(Pause, time, end.Token);
                }
            }
            catch (OperationCanceledException)
            {
                // Answered, stopped, or silent for too long.
            }
            finally
            {
                lock (gate)
                {
                    if (runs.TryGetValue(runId, out var run) && run.End == end)
                    {
                        runs.Remove(runId);
                    }
                }
            }
        }
    }
}
