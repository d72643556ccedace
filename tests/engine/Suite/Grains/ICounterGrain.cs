using Orleans.Concurrency;

namespace Moltbot.Engine.Tests.Suite.Grains;

public interface ICounterGrain : IGrainWithStringKey
{
    Task<int> Add(int amount);

    ValueTask<int> AddQuickly(int amount);

    [OneWay]
    Task AddAndForget(int amount);

    [OneWay]
    Task FailAndForget();

    /// <summary>Which activation answers: a new value for each.</summary>
    Task<Guid> Activation();

    Task<string> Key();

    Task<int> FailWith(string message);

    Task<bool> KnowsItself();
}
