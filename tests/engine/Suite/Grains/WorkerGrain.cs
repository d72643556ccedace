using Moltbot.Engine.Tests.Suite.Support;
using Orleans.Concurrency;

namespace Moltbot.Engine.Tests.Suite.Grains;

[StatelessWorker(2)]
public sealed class WorkerGrain : Grain, IWorkerGrain
{
    private readonly Guid _activation = Guid.NewGuid();

    public async Task<Guid> Pass(string name)
    {
        await Gate.Named(name).PassAsync();
        return _activation;
    }
}
