using Moltbot.Engine.Tests.Suite.Support;

namespace Moltbot.Engine.Tests.Suite.Grains;

/// <summary>Arrives at the gate "reminded key name" at each tick.</summary>
public sealed class ReminderGrain : Grain, IReminderGrain, IRemindable
{
    private readonly Guid _activation = Guid.NewGuid();

    public async Task<string> Register(string name, TimeSpan due, TimeSpan period) =>
        (await this.RegisterOrUpdateReminder(name, due, period)).ReminderName;

    public async Task<bool> Has(string name) => await this.GetReminder(name) is not null;

    public async Task Unregister(string name) =>
        await this.UnregisterReminder(await this.GetReminder(name) ?? throw new InvalidOperationException($"there is no reminder {name}"));

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<Guid> Activation() => Task.FromResult(_activation);

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Gate.Named($"reminded {this.GetPrimaryKeyString()} {reminderName} {status.Period}").Arrive();
        return Task.CompletedTask;
    }
}
