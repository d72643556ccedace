using System.Globalization;
using Moltbot.Bench.Loads;

namespace Moltbot.Bench.Report;

/// <summary>Writes figures with three digits that mean something.</summary>
internal static class Figures
{
    public static string Number(double value) => value.ToString(
        Math.Abs(value) switch { >= 100 => "#,0", >= 10 => "0.0", _ => "0.00" }, CultureInfo.InvariantCulture);

    public static string Milliseconds(TimeSpan time) => $"{Number(time.TotalMilliseconds)} ms";

    public static string Times(double ratio) => $"{Number(ratio)}×";

    public static string Goal(string goal, bool isMet) => $"{goal}: {(isMet ? "met" : "NOT met")}";

    /// <summary>The row of a load, without original and goal.</summary>
    public static ReportRow Row(string measure, string unit, LoadResult load) => new(
        measure,
        $"{Number(load.PerSecond)} {unit}/s{(load.Failures > 0 ? $", {load.Failures} FAILED" : "")}")
    {
        PerCpuSecond = Number(load.PerServerCpuSecond),
        CpuEach = Milliseconds(load.CpuEach),
        P50 = Milliseconds(load.Latency.Percentile(0.5)),
        P99 = Milliseconds(load.Latency.Percentile(0.99)),
        Generator = Number(load.GeneratorCpu / load.Elapsed),
    };

    /// <summary>The row beside the original's rate.</summary>
    public static ReportRow Beside(this ReportRow row, double original, double ours, string? remark = null) => row with
    {
        Original = $"{Number(original)}/s{remark}",
        AgainstOriginal = Times(ours / original),
    };
}
