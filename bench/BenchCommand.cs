using System.Globalization;
using System.Net.WebSockets;
using Moltbot.Bench.Machine;
using Moltbot.Bench.Measures;
using Moltbot.Bench.Report;
using Moltbot.Bench.Servers;

namespace Moltbot.Bench;

/// <summary>Takes the measures one after the other and prints one table.</summary>
internal static class BenchCommand
{
    private static readonly IMeasure[] Measures =
        [new StartMeasure(), new ChatMeasure(), new ToolMeasure(), new StoredMeasure(), new RpcMeasure(), new ConnectMeasure(), new ForeignIdMeasure(), new MemoryMeasure()];

    public static async Task<int> Run(BenchOptions options)
    {
        if (options.Only.FirstOrDefault(static name => !Measures.Any(measure => measure.Name == name)) is { } unknown)
        {
            throw new BenchException($"--only takes {string.Join(", ", Measures.Select(static measure => measure.Name))}, not '{unknown}'");
        }

        var folder = Directory.CreateTempSubdirectory("moltbot-bench-");
        try
        {
            var report = new BenchReport();
            var heading = Heading(options, folder.FullName);
            var began = TimeProvider.System.GetTimestamp();
            await using var model = await InstantModel.Start();
            var context = new BenchContext(options, folder.FullName, model, report);
            var isWhole = true;
            foreach (var measure in Measures.Where(measure => options.Includes(measure.Name)))
            {
                Console.Error.WriteLine($"{measure.Name} ...");
                isWhole &= await Take(measure, context);
            }

            var text = report.ToMarkdown([
                .. heading,
                string.Create(CultureInfo.InvariantCulture, $"Took {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s; load average at the end {MachineDescription.LoadAverage()}.")]);
            Console.Write(text);
            if (options.OutPath is { } path)
            {
                await File.WriteAllTextAsync(path, text);
            }

            return isWhole ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>One that cannot be taken is told of, and the others are taken.</summary>
    private static async Task<bool> Take(IMeasure measure, BenchContext context)
    {
        try
        {
            await measure.Run(context);
            return true;
        }
        catch (Exception e) when (e is BenchException or WebSocketException or IOException or System.Net.Sockets.SocketException)
        {
            context.Report.Remark($"{measure.Name} could not be measured to its end: {e.Message}");
            return false;
        }
    }

    private static IReadOnlyList<string> Heading(BenchOptions options, string folder)
    {
        var store = options.Postgres is null ? "SQLite in one file, fsync full unless a row says normal" : "PostgreSQL";
        return
        [
            string.Create(CultureInfo.InvariantCulture, $"Measured on {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC by `./moltbot bench{(options.IsQuick ? " --quick" : "")}`."),
            $"Engine: {options.Engine}. Store: {store}.",
            $"Machine: {MachineDescription.Describe(folder)}.",
        ];
    }
}
