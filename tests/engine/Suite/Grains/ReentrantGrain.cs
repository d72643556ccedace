using Moltbot.Engine.Tests.Suite.Support;
using Orleans.Concurrency;

namespace Moltbot.Engine.Tests.Suite.Grains;

[Reentrant]
public sealed class ReentrantGrain : Grain, IReentrantGrain
{
    private int _within;

    public async Task<int> Pass(string name)
    {
        var within = ++_within;
        await Gate.Named(name).PassAsync();
        return within;
    }
}
