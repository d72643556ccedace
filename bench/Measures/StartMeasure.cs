using Moltbot.Bench.Report;

namespace Moltbot.Bench.Measures;

/// <summary>From the start of the program to its line <c>ready</c>: on an empty folder, and again on the same one.</summary>
internal sealed class StartMeasure : IMeasure
{
    public string Name => "start";

    public async Task Run(BenchContext context)
    {
        var rounds = context.IsQuick ? 1 : 5;
        var (first, again, cpu) = (new List<TimeSpan>(), new List<TimeSpan>(), new List<TimeSpan>());
        for (var i = 0; i < rounds; i++)
        {
            var folder = context.NewFolder();
            await using (var silo = await context.StartSilo(folder))
            {
                first.Add(silo.Process.StartTime);
            }

            await using (var silo = await context.StartSilo(folder))
            {
                again.Add(silo.Process.StartTime);
                cpu.Add(silo.Process.Cpu);
            }
        }

        Add(context, "start to ready, empty state", Median(first), null);
        Add(context, "start to ready, state there", Median(again), Median(cpu));
    }

    private static void Add(BenchContext context, string measure, TimeSpan time, TimeSpan? cpu) => context.Report.Add(
        new ReportRow(measure, $"{Figures.Number(time.TotalSeconds)} s")
        {
            CpuEach = cpu is { } used ? Figures.Milliseconds(used) : "",
            Original = $"{Figures.Number(Original.StartSeconds)} s",
            AgainstOriginal = Figures.Times(Original.StartSeconds / time.TotalSeconds),
            Goal = Figures.Goal("< 1 s", time < TimeSpan.FromSeconds(1)),
        });

    private static TimeSpan Median(List<TimeSpan> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }
}
