namespace Moltbot.Bench.Measures;

/// <summary>Something to measure, with servers of its own.</summary>
internal interface IMeasure
{
    /// <summary>What <c>--only</c> calls it.</summary>
    string Name { get; }

    /// <summary>Adds its rows to the report.</summary>
    Task Run(BenchContext context);
}
