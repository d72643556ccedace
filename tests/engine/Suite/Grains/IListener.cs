using Orleans.Concurrency;

namespace Moltbot.Engine.Tests.Suite.Grains;

public interface IListener : IGrainObserver
{
    [OneWay]
    Task Hear(string word);

    Task<int> Ask(string question);
}
