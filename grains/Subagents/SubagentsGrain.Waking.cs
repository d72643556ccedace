using Moltbot.Policy.Configuration.Views;
using Orleans.Runtime;

namespace Moltbot.Grains.Subagents;

/// <content>A tick does the work; the reminder sees to it that there is one after the process died.</content>
internal sealed partial class SubagentsGrain
{
    private const string Reminder = "subagents";

    /// <summary>How often those at work are asked about: their sessions tell when they end, unless that is lost. Arbitrary.</summary>
    internal static readonly TimeSpan FollowEvery = TimeSpan.FromSeconds(30);

    /// <summary>When the reminder is to find out that the process died. Arbitrary.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    private IGrainTimer? _timer;
    private bool _isWorking;
    private bool _again;

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        ActAsGrain();
        Kick(TimeSpan.Zero);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task Start(CancellationToken cancellationToken)
    {
        if (State.Subagents.Count > 0)
        {
            Kick(TimeSpan.Zero);
        }

        return Task.CompletedTask;
    }

    /// <summary>Has the work done soon; again at once where something came while it is done.</summary>
    private void Kick(TimeSpan wait)
    {
        if (_isWorking)
        {
            _again |= wait == TimeSpan.Zero;
            return;
        }

        _timer?.Dispose();
        _timer = StartTimer(Tick, wait, Timeout.InfiniteTimeSpan, interleave: true, keepAlive: true);
    }

    private async Task Tick(CancellationToken ended)
    {
        _isWorking = true;
        try
        {
            do
            {
                _again = false;
                await Work();
            }
            while (_again && !ended.IsCancellationRequested);
        }
        finally
        {
            _isWorking = false;
        }

        if (!ended.IsCancellationRequested && State.Subagents.Any(static each => each.IsOpen))
        {
            Kick(FollowEvery);
        }
    }

    private async Task Change(Func<SubagentsState, SubagentsState> change)
    {
        AgentDefaultsConfig defaults = (await Document()).Agents.Defaults;
        await _changing.WaitAsync();
        try
        {
            SubagentsState before = State, after = change(before);
            if (!ReferenceEquals(before, after))
            {
                long? wanted = ReminderFor(after, defaults);
                await Save(row, after with { RemindedFrom = wanted }, Reminder, before.RemindedFrom, wanted);
            }
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Nothing is kept for a session that is gone.</summary>
    private async Task Clear()
    {
        await _changing.WaitAsync();
        try
        {
            if (State.Subagents.Count == 0)
            {
                await row.ClearStateAsync();
                row.State = new SubagentsState();
                DeactivateOnIdle();
            }
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>From when on the reminder is to tick, epoch milliseconds; null for never.</summary>
    private long? ReminderFor(SubagentsState state, AgentDefaultsConfig defaults)
    {
        long soon = Now + (long)Soon.TotalMilliseconds;
        return state.Subagents.Any(static each => each.IsOpen || each.Order.DeletesSession) ? Math.Min(State.RemindedFrom ?? soon, soon)
            : state.Subagents.Count > 0 ? state.Subagents.Min(each => ArchivedAt(each, defaults))
            : null;
    }
}
