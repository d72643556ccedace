using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain that can be woken by reminders.</summary>
public interface IRemindable : IGrain
{
    /// <summary>A reminder's tick. Ticks may be missed or come twice.</summary>
    Task ReceiveReminder(string reminderName, TickStatus status);
}
