using Moltbot.Embedded.Engine;
using Orleans;
using Orleans.Runtime;
using Orleans.Timers;

namespace Moltbot.Embedded.Reminders;

/// <summary>Keeps reminders in the table and wakes their grains.</summary>
internal sealed class ReminderService : IReminderRegistry, IDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);
    private readonly GrainEngine _engine;
    private readonly IReminderTable _table;
    private readonly ReminderClock _clock;
    private readonly CancellationTokenSource _stopping = new();

    public ReminderService(GrainEngine engine, IReminderTable table)
    {
        _engine = engine;
        _table = table;
        _clock = new(engine.Time, TickAsync);
    }

    /// <summary>Opens the table and reads it; while it cannot be read, tries again behind the host's start.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _table.StartAsync(cancellationToken);
        if (!await TryLoadAsync())
        {
            _ = RetryAsync();
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _clock.Dispose();
        await _stopping.CancelAsync();
        await _table.StopAsync(cancellationToken);
    }

    public void Dispose()
    {
        _clock.Dispose();
        _stopping.Dispose();
    }

    public async Task<IGrainReminder> RegisterOrUpdateReminder(GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, period);
        var entry = new ReminderEntry
        {
            GrainId = callingGrainId,
            ReminderName = reminderName,
            StartAt = _engine.Time.GetUtcNow().UtcDateTime + dueTime,
            Period = period,
        };
        entry.ETag = await _table.UpsertRow(entry)
            ?? throw new ReminderException($"Could not register reminder '{reminderName}' of {callingGrainId}: the table refused it.");
        _clock.Set(entry);
        return ToReminder(entry);
    }

    public async Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder)
    {
        ArgumentNullException.ThrowIfNull(reminder);
        if (reminder is not RegisteredReminder registered)
        {
            throw new ArgumentException($"{reminder.GetType().FullName} was not made by this engine.", nameof(reminder));
        }

        if (!await _table.RemoveRow(registered.GrainId, registered.ReminderName, registered.ETag))
        {
            throw new ReminderException(
                $"Could not unregister reminder '{registered.ReminderName}' of {registered.GrainId}: it is gone or has been changed. Get it again and retry.");
        }

        _clock.Remove(registered.GrainId, registered.ReminderName);
    }

    public async Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName) =>
        await _table.ReadRow(callingGrainId, reminderName) is { } entry ? ToReminder(entry) : null;

    public async Task<List<IGrainReminder>> GetReminders(GrainId callingGrainId) =>
        [.. (await _table.ReadRows(callingGrainId)).Reminders.Select(ToReminder)];

    private static RegisteredReminder ToReminder(ReminderEntry entry) => new(entry.GrainId, entry.ReminderName, entry.ETag ?? "");

    private void Check(TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, TimeSpan.Zero);
        if (period < _engine.Options.MinimumReminderPeriod)
        {
            throw new ArgumentException(
                $"Cannot register a reminder with a period of {period}: the least is {_engine.Options.MinimumReminderPeriod}.", nameof(period));
        }
    }

    private async Task TickAsync(ReminderEntry entry, TickStatus status)
    {
        RequestContext.Clear();
        try
        {
            await _engine.Factory.GetGrain<IRemindable>(entry.GrainId).ReceiveReminder(entry.ReminderName, status);
        }
        catch (Exception error)
        {
            EngineLog.ReminderFailed(_engine.Log, error, entry.ReminderName, entry.GrainId.ToString());
        }
    }

    private async Task<bool> TryLoadAsync()
    {
        try
        {
            var rows = (await _table.ReadRows(0, 0)).Reminders;
            _clock.Load(rows);
            EngineLog.Started(_engine.Log, _engine.Classes.Hosts.Count(), rows.Count);
            return true;
        }
        catch (Exception error)
        {
            EngineLog.RemindersUnread(_engine.Log, error, RetryDelay);
            return false;
        }
    }

    private async Task RetryAsync()
    {
        try
        {
            do
            {
                await Task.Delay(RetryDelay, _engine.Time, _stopping.Token);
            }
            while (!await TryLoadAsync());
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }
}
