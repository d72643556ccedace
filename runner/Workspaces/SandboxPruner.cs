using Microsoft.Extensions.Logging;

namespace Moltbot.Runner.Workspaces;

/// <summary>
/// Throws sandboxes away whose time is over, beside the calls: at the runner's begin, and when a sandbox is used, no more often than every five minutes (security.md §8).
/// One look at a time, and in it one folder after the other.
/// </summary>
/// <param name="folders">The sandboxes.</param>
/// <param name="removal">Deletes what was put aside.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where it is said what cannot be deleted.</param>
internal sealed partial class SandboxPruner(SandboxFolders folders, SandboxRemoval removal, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _looking = Task.CompletedTask;
    private long? _lookedAt;
    private bool _isLooking, _isAskedAgain;

    /// <summary>The look that goes on; complete where none does. Never fails.</summary>
    public Task Looking
    {
        get
        {
            lock (_gate)
            {
                return _looking;
            }
        }
    }

    /// <summary>A sandbox is used: looks, unless somebody did within the last minutes.</summary>
    public void Used()
    {
        lock (_gate)
        {
            if (_lookedAt is not { } before || time.GetElapsedTime(before) >= Pause)
            {
                Begin();
            }
        }
    }

    /// <summary>Something was put aside: looks now, or once more when a look goes on.</summary>
    public void Look()
    {
        lock (_gate)
        {
            Begin();
        }
    }

    /// <summary>Ends the look that goes on; there is none after it.</summary>
    public async Task End()
    {
        await _stop.CancelAsync();
        await Looking;
    }

    /// <remarks>The lock is held.</remarks>
    private void Begin()
    {
        _lookedAt = time.GetTimestamp();
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        if (_isLooking)
        {
            _isAskedAgain = true;
            return;
        }

        _isLooking = true;
        _looking = Task.Run(LookOn);
    }

    private async Task LookOn()
    {
        do
        {
            await LookOnce();
        }
        while (GoesOn());
    }

    /// <summary>Whether somebody asked meanwhile; who asks after a no begins a look.</summary>
    private bool GoesOn()
    {
        lock (_gate)
        {
            _isLooking = _isAskedAgain && !_stop.IsCancellationRequested;
            _isAskedAgain = false;
            return _isLooking;
        }
    }

    private async Task LookOnce()
    {
        await ForEach(() => folders.All().Select(static each => each.Folder), folder =>
        {
            folders.PutOldAside(folder);
            return Task.CompletedTask;
        });
        await ForEach(folders.Aside, async folder =>
        {
            if (await removal.Delete(folder, _stop.Token) is { } problem)
            {
                LogLeft(folder, problem);
            }
        });
    }

    /// <summary>Does something to each folder; one that fails keeps no other from its turn.</summary>
    private async Task ForEach(Func<IEnumerable<string>> find, Func<string, Task> act)
    {
        try
        {
            foreach (var folder in find())
            {
                if (_stop.IsCancellationRequested)
                {
                    return;
                }

                try
                {
                    await act(folder);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    LogLeft(folder, failure.Message);
                }
            }
        }
        catch (Exception failure)
        {
            LogFailed(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The folder {Folder} of a sandbox that is over is still there: {Problem}")]
    private partial void LogLeft(string folder, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sandboxes that are over could not be thrown away")]
    private partial void LogFailed(Exception failure);
}
