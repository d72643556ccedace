using System.Collections.Concurrent;
using Moltbot.TestSupport.Time;

namespace Moltbot.Embedded.Tests.Reminders;

public sealed class AlarmGrain : Grain, IAlarmGrain, IRemindable
{
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Rings = new();
    private static readonly ConcurrentDictionary<string, int> Counts = new();

    public Task Set(TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder("alarm", due, period);

    public async Task EndWhatWasChanged(TimeSpan period)
    {
        var old = await this.RegisterOrUpdateReminder("alarm", period, period);
        await this.RegisterOrUpdateReminder("alarm", period * 2, period);
        await this.UnregisterReminder(old);
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        var key = this.GetPrimaryKeyString();
        Counts.AddOrUpdate(key, 1, static (_, count) => count + 1);
        Rings.GetOrAdd(key, static _ => new(0)).Release();
        return Task.CompletedTask;
    }

    /// <summary>Waits for one more ring, which must be the given one.</summary>
    public static async Task RingsAsync(string key, int number)
    {
        (await Rings.GetOrAdd(key, static _ => new(0)).WaitAsync(Waits.Limit)).ShouldBeTrue($"no ring {number} of {key}");
        Counts[key].ShouldBe(number);
    }
}
