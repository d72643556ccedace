using Moltbot.Bench.Comparison;
using Moltbot.Bench.Engines;
using Moltbot.Bench.Policies;
using Moltbot.Bench.Servers;
using Moltbot.Bench.Tasks;

namespace Moltbot.Bench;

/// <summary>The load generator: the whole system by default, the bare echo server, the grain engine, the tool policy, the task queue or the comparison of secrets alone by verb.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        try
        {
            return args switch
            {
                ["echo"] => await EchoServer.Run(),
                ["engine", .. var rest] => await EngineBenchmarks.Run(rest),
                ["policy"] => await ToolPolicyBenchmarks.Run(),
                ["tasks", .. var rest] => await TaskBenchmarks.Run(rest),
                ["secrets"] => SecretBenchmarks.Run(),
                _ => await Measure(BenchOptions.Parse(args)),
            };
        }
        catch (BenchException problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 1;
        }
    }

    private static Task<int> Measure(BenchOptions options) => options.Against is { } other ? Against.Run(options, other) : BenchCommand.Run(options);
}
