using Orleans.Concurrency;

namespace Moltbot.Engine.Tests.Suite.Grains;

public interface ICounterGrain : IGrainWithStringKey
{
    Task<int> Add(int amount);

    /// <summary>Which activation answered: a new value for each.</summary>
    Task<Guid> Activation();

    Task<string> Key();

    Task Deactivate();

    Task<int> FailWith(string message);

    ValueTask<int> AddQuickly(int amount);

    [OneWay]
    Task AddAndForget(int amount);
}
