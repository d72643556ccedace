namespace Moltbot.Bench.Engines;

/// <summary>The calls that are measured.</summary>
[Alias("moltbot.bench.IBenchGrain")]
internal interface IBenchGrain : IGrainWithStringKey
{
    /// <summary>Does nothing.</summary>
    [Alias("Ping")]
    Task Ping();

    /// <summary>Returns its argument, which is copied in and out.</summary>
    [Alias("Echo")]
    Task<BenchMessage> Echo(BenchMessage message);

    /// <summary>Calls another grain, so many times.</summary>
    [Alias("PingOther")]
    Task PingOther(string key, int times);
}
