using Microsoft.Extensions.DependencyInjection;
using Moltbot.Bench.Machine;
using Moltbot.Bench.Report;
using Moltbot.Storage;
using Moltbot.Storage.Migrations;
using Moltbot.Storage.Tasks;

namespace Moltbot.Bench.Tasks;

/// <summary>
/// The task queue alone, in this process: tasks a second from storing to completing, each step its own commit, beside a bare INSERT and DELETE of the
/// same payload in the same database. Both run in turn: what else the machine does falls on both.
/// </summary>
internal static class TaskBenchmarks
{
    private const string Tenant = "bench";

    /// <summary>What is asked of one small machine.</summary>
    private const int Goal = 2000;

    /// <summary>Odd, for a median.</summary>
    private const int Rounds = 9;

    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(500);

    /// <summary>Of a message for an agent.</summary>
    private static readonly byte[] Payload = new byte[300];

    private static readonly (int Callers, int Batch)[] Loads = [(1, 1), (16, 1), (4, 100)];

    /// <exception cref="BenchException">A bad argument.</exception>
    public static async Task<int> Run(IReadOnlyList<string> args)
    {
        string? postgres = args switch
        {
            [] => null,
            ["--postgres", var connection] => connection,
            _ => throw new BenchException(BenchOptions.Help),
        };
        DirectoryInfo folder = Directory.CreateTempSubdirectory("moltbot-bench-");
        try
        {
            Console.WriteLine($"Store: {(postgres is null ? "SQLite in one file, fsync full" : "PostgreSQL")}. Machine: {MachineDescription.Describe(folder.FullName)}.\n");
            await using ServiceProvider services = new ServiceCollection()
                .AddMoltbotStorage(new StorageOptions { StatePath = folder.FullName, PostgresConnectionString = postgres }).BuildServiceProvider();
            await services.GetRequiredService<IMigrator>().MigrateAsync(CancellationToken.None);
            await using IBareTable bare = postgres is null
                ? new SqliteBareTable(Path.Combine(folder.FullName, StorageServiceCollectionExtensions.DatabaseFileName))
                : await PostgresBareTable.Make(postgres);
            await Measure(services.GetRequiredService<ITaskStore>(), bare);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Measure(ITaskStore store, IBareTable bare)
    {
        Console.WriteLine($"| {"tasks stored, taken and completed",-36} | {"tasks/s",9} | {"bare rows/s",11} | {"against them",12} |");
        Console.WriteLine($"| {new string('-', 36)} | {new string('-', 9)} | {new string('-', 11)} | {new string('-', 12)} |");
        double best = 0;
        foreach ((int callers, int batch) in Loads)
        {
            await Rate(callers, () => Live(store, batch));
            await Rate(callers, () => Bare(bare, batch));
            var rounds = new List<(double Ours, double Bare)>(Rounds);
            for (int round = 0; round < Rounds; round++)
            {
                rounds.Add((await Rate(callers, () => Live(store, batch)), await Rate(callers, () => Bare(bare, batch))));
            }

            double ours = Median(rounds.Select(static round => round.Ours));
            best = Math.Max(best, ours);
            string name = batch == 1 ? $"{callers} at once, one by one" : $"{callers} at once, {batch} at a time";
            Console.WriteLine(
                $"| {name,-36} | {Figures.Number(ours),9} | {Figures.Number(Median(rounds.Select(static round => round.Bare))),11} | {Figures.Number(Median(rounds.Select(static round => round.Ours / round.Bare))),12} |");
        }

        TaskCounts counts = await store.CountAsync(Tenant);
        Console.WriteLine($"\n{Figures.Goal($"{Goal:#,0} tasks a second", best >= Goal)}. Counted: {counts.Processed:#,0} processed of {counts.Taken:#,0} taken, {counts.Failed} failed.");
    }

    /// <summary>The life of some tasks; how many were completed. Others may have taken one's own: whose it is does not matter.</summary>
    private static async Task<int> Live(ITaskStore store, int batch)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        await store.EnqueueAsync(Tenant, [.. Enumerable.Range(0, batch).Select(_ => new NewTask(Guid.NewGuid().ToString("N"), Payload, now))]);
        IReadOnlyList<TaskRow> taken = await store.TakeAsync(Tenant, batch, now, now.AddMinutes(1));
        return (await store.CompleteAsync(Tenant, [.. taken.Select(static task => new TaskEnd(task.Id, task.Fence))], now)).Count(static isDone => isDone);
    }

    private static async Task<int> Bare(IBareTable bare, int batch)
    {
        await bare.InsertAndDelete(batch, Payload);
        return batch;
    }

    /// <summary>How many a second so many callers come to, each as often as it can within the window.</summary>
    /// <param name="callers">How many work beside each other.</param>
    /// <param name="work">Does some, and answers how many.</param>
    private static async Task<double> Rate(int callers, Func<Task<int>> work)
    {
        long began = TimeProvider.System.GetTimestamp();
        int[] done = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            int mine = 0;
            while (TimeProvider.System.GetElapsedTime(began) < Window)
            {
                mine += await work();
            }

            return mine;
        })));
        return done.Sum() / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
