using Moltbot.Bench.Clients;

namespace Moltbot.Bench.Loads;

/// <summary>What a load did in its window.</summary>
/// <param name="Elapsed">How long the window was.</param>
/// <param name="ServerCpu">CPU time the server used in it.</param>
/// <param name="GeneratorCpu">CPU time this process used in it, the instant model included.</param>
/// <param name="Latency">How long each took; its count is what succeeded.</param>
/// <param name="Failures">What was refused or did not end.</param>
internal sealed record LoadResult(TimeSpan Elapsed, TimeSpan ServerCpu, TimeSpan GeneratorCpu, LatencyLog Latency, long Failures)
{
    public double PerSecond => Latency.Count / Elapsed.TotalSeconds;

    public double PerServerCpuSecond => Latency.Count / Math.Max(ServerCpu.TotalSeconds, 0.01);

    public TimeSpan CpuEach => Latency.Count == 0 ? TimeSpan.Zero : ServerCpu / Latency.Count;
}
