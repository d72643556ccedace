namespace Moltbot.Grains.Channels;

/// <summary>
/// Work that a one-shot timer of a grain does: one run at a time, and again after growing pauses while something is left. Whoever asks
/// for it meanwhile does not put off what is coming anyway.
/// </summary>
/// <param name="work">Whether nothing is left; what it throws counts as something left.</param>
/// <param name="failed">Told what the work threw.</param>
internal sealed class RepeatedWork(Func<CancellationToken, Task<bool>> work, Action<Exception> failed)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private IGrainTimer? _timer;
    private TimeSpan _pause = ShortestPause;

    /// <summary>Whether a run is under way or coming.</summary>
    private bool _armed;

    private bool _left;

    /// <summary>Takes the timer that calls <see cref="Run"/>; its first tick is on its way.</summary>
    public void Use(IGrainTimer timer)
    {
        _timer = timer;
        _armed = true;
    }

    /// <summary>Something is left to do: after a pause, unless a run is coming already.</summary>
    public void Again()
    {
        _left = true;
        if (!_armed)
        {
            Arm();
        }
    }

    /// <summary>Something is to be done: at once, unless a run is under way or coming.</summary>
    public void Soon()
    {
        _left = true;
        if (!_armed)
        {
            _armed = true;
            _timer!.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>One run.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        _left = false;
        try
        {
            bool done = await work(cancellationToken);
            _left |= !done;
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            _left = true;
            failed(problem);
        }

        _armed = false;
        if (_left)
        {
            Arm();
        }
        else
        {
            _pause = ShortestPause;
        }
    }

    private void Arm()
    {
        _armed = true;
        _timer!.Change(_pause, Timeout.InfiniteTimeSpan);
        _pause = TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, LongestPause.Ticks));
    }
}
