namespace Moltbot.Engine.Tests.Suite.Grains;

public sealed class CounterGrain : Grain, ICounterGrain
{
    private readonly Guid _activation = Guid.NewGuid();
    private int _sum;

    public Task<int> Add(int amount) => Task.FromResult(_sum += amount);

    public Task<Guid> Activation() => Task.FromResult(_activation);

    public Task<string> Key() => Task.FromResult(this.GetPrimaryKeyString());

    public Task Deactivate()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task<int> FailWith(string message)
    {
        await Task.Yield();
        throw new InvalidOperationException(message);
    }

    public ValueTask<int> AddQuickly(int amount) => new(_sum += amount);

    public Task AddAndForget(int amount)
    {
        _sum += amount;
        return Task.CompletedTask;
    }
}
