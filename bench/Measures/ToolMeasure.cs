using Moltbot.Bench.Clients;
using Moltbot.Bench.Report;

namespace Moltbot.Bench.Measures;

/// <summary>Turns with one tool call each, from <c>chat.send</c> over the model, the policy, the record and the runner to the chat's final event.</summary>
internal sealed class ToolMeasure : IMeasure
{
    public string Name => "tools";

    public async Task Run(BenchContext context)
    {
        await using var silo = await context.StartSiloWithTools();
        await using var runner = await InstantRunner.Connect(silo);
        await context.Warm(silo);
        var sockets = await silo.Connect(1);
        foreach (var sessions in context.IsQuick ? [16] : new[] { 1, 16, 50 })
        {
            var before = runner.Answered;
            var load = await context.Chat(silo, sockets, $"t{sessions}", sessions);
            if (runner.Answered - before < load.Latency.Count)
            {
                throw new BenchException($"{load.Latency.Count} turns made {runner.Answered - before} tool calls");
            }

            context.Report.Add(Figures.Row($"tool calls, one a turn, {sessions} session{(sessions == 1 ? "" : "s")}", "calls", load));
        }

        sockets[0].Dispose();
    }
}
