using Microsoft.Extensions.DependencyInjection;
using Moltbot.Embedded.Reminders;
using Moltbot.Embedded.Tests.Support;

namespace Moltbot.Embedded.Tests.Reminders;

/// <summary>Reminders are in their table, not in the process.</summary>
public sealed class ReminderRestartTests
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task A_reminder_ticks_after_a_restart_and_missed_ticks_are_not_made_up_for()
    {
        var table = new InMemoryReminderTable();
        var name = Guid.NewGuid().ToString();
        await using (var first = await StartAsync(table))
        {
            await first.Grains.GetGrain<IAlarmGrain>(name).Set(TimeSpan.FromMinutes(1), Period);
        }

        await using var second = await StartAsync(table);
        second.Time.Advance(TimeSpan.FromMinutes(1));
        await AlarmGrain.RingsAsync(name, 1);
        await second.Time.WhenArmed(Period);
        second.Time.Advance(Period);
        await AlarmGrain.RingsAsync(name, 2);
    }

    [Fact]
    public async Task A_table_that_fails_at_first_is_read_later()
    {
        var table = new FailingTable();
        var name = Guid.NewGuid().ToString();
        await table.UpsertRow(new()
        {
            GrainId = GrainId.Create("alarm", name), ReminderName = "alarm", Period = Period,
            StartAt = new DateTime(2026, 1, 1, 12, 1, 0, DateTimeKind.Utc),
        });
        await using var host = await StartAsync(table);
        await host.Time.WhenArmed(TimeSpan.FromSeconds(5));
        table.IsFailing = false;
        host.Time.Advance(TimeSpan.FromSeconds(5));
        await host.Time.WhenArmed(TimeSpan.FromSeconds(55));
        host.Time.Advance(TimeSpan.FromSeconds(55));
        await AlarmGrain.RingsAsync(name, 1);
    }

    [Fact]
    public async Task A_reminder_that_was_changed_meanwhile_cannot_be_ended_by_what_was_known_of_it()
    {
        await using var host = await StartAsync(new InMemoryReminderTable());
        var grain = host.Grains.GetGrain<IAlarmGrain>(Guid.NewGuid().ToString());
        await Should.ThrowAsync<ReminderException>(() => grain.EndWhatWasChanged(Period));
    }

    private static Task<EngineHost> StartAsync(IReminderTable table) =>
        EngineHost.StartAsync(configure: services => services.AddSingleton(table));
}
