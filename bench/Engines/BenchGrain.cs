namespace Moltbot.Bench.Engines;

/// <summary>A grain without state.</summary>
internal sealed class BenchGrain : Grain, IBenchGrain
{
    public Task Ping() => Task.CompletedTask;

    public Task<BenchMessage> Echo(BenchMessage message) => Task.FromResult(message);

    public async Task PingOther(string key, int times)
    {
        var other = GrainFactory.GetGrain<IBenchGrain>(key);
        for (var i = 0; i < times; i++)
        {
            await other.Ping();
        }
    }
}
