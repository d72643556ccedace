namespace Moltbot.Bench.Report;

/// <summary>A line of the report; what does not apply stays empty.</summary>
internal sealed record ReportRow(string Measure, string Result)
{
    public string PerCpuSecond { get; init; } = "";

    public string CpuEach { get; init; } = "";

    public string P50 { get; init; } = "";

    public string P99 { get; init; } = "";

    /// <summary>CPU time of the load generator per second of the window, in cores.</summary>
    public string Generator { get; init; } = "";

    public string Original { get; init; } = "";

    public string AgainstOriginal { get; init; } = "";

    public string Goal { get; init; } = "";

    public IReadOnlyList<string> Cells =>
        [Measure, Result, PerCpuSecond, CpuEach, P50, P99, Generator, Original, AgainstOriginal, Goal];
}
