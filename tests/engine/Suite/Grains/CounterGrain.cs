using Moltbot.Engine.Tests.Suite.Support;

namespace Moltbot.Engine.Tests.Suite.Grains;

public sealed class CounterGrain : Grain, ICounterGrain
{
    private readonly Guid _activation = Guid.NewGuid();
    private int _sum;

    public Task<int> Add(int amount) => Task.FromResult(_sum += amount);

    public ValueTask<int> AddQuickly(int amount) => new(_sum += amount);

    public Task AddAndForget(int amount)
    {
        _sum += amount;
        Gate.Named(this.GetPrimaryKeyString()).Arrive();
        return Task.CompletedTask;
    }

    public Task FailAndForget()
    {
        Gate.Named(this.GetPrimaryKeyString()).Arrive();
        throw new InvalidOperationException("nobody hears this");
    }

    public Task<Guid> Activation() => Task.FromResult(_activation);

    public Task<string> Key() => Task.FromResult(this.GetPrimaryKeyString());

    public async Task<int> FailWith(string message)
    {
        await Task.Yield();
        throw new InvalidOperationException(message);
    }

    public async Task<bool> KnowsItself()
    {
        var self = this.AsReference<ICounterGrain>();
        var same = GrainFactory.GetGrain<ICounterGrain>(this.GetPrimaryKeyString());
        await Task.Yield();
        return self.Equals(same) && self.GetGrainId() == this.GetGrainId() && self.GetPrimaryKeyString() == this.GetPrimaryKeyString();
    }
}
