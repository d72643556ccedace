using Moltbot.Engine.Tests.Suite.Support;

namespace Moltbot.Engine.Tests.Suite.Grains;

public sealed class TimerGrain : Grain, ITimerGrain
{
    private IGrainTimer? _timer;
    private TaskScheduler? _scheduler;
    private string? _held;
    private bool _isBroken;
    private bool _isInTurn;
    private int _ticks;

    public Task Start(TimeSpan due, TimeSpan period, bool interleave)
    {
        _scheduler = TaskScheduler.Current;
        _timer = this.RegisterGrainTimer(TickAsync, this.GetPrimaryKeyString(), new GrainTimerCreationOptions(due, period) { Interleave = interleave });
        return Task.CompletedTask;
    }

    public Task Change(TimeSpan due, TimeSpan period)
    {
        _timer!.Change(due, period);
        return Task.CompletedTask;
    }

    public Task Stop()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public Task<int> Ticks() => Task.FromResult(_ticks);

    public Task Pass(string gate) => Gate.Named(gate).PassAsync();

    public Task Break()
    {
        _isBroken = true;
        return Task.CompletedTask;
    }

    public Task Hold(string gate)
    {
        _held = gate;
        return Task.CompletedTask;
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<bool> IsTickInTurn() => Task.FromResult(_isInTurn);

    private async Task TickAsync(string key, CancellationToken ended)
    {
        _ticks++;
        _isInTurn = ReferenceEquals(_scheduler, TaskScheduler.Current);
        Gate.Named("tick " + key).Arrive();
        if (_held is { } gate)
        {
            _held = null;
            using var registration = ended.Register(() => Gate.Named("cancelled " + key).Arrive());
            await Gate.Named(gate).PassAsync();
        }

        if (_isBroken)
        {
            throw new InvalidOperationException("a broken tick");
        }
    }
}
