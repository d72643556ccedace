using Moltbot.Bench.Loads;
using Moltbot.Bench.Report;

namespace Moltbot.Bench.Measures;

/// <summary>Chat turns, from <c>chat.send</c> to the chat's final event.</summary>
internal sealed class ChatMeasure : IMeasure
{
    public string Name => "chat";

    public async Task Run(BenchContext context)
    {
        var chosen = context.Options.Sessions;
        await using (var silo = await context.StartSilo())
        {
            await context.Warm(silo);
            var one = await silo.Connect(1);
            foreach (var (round, sessions) in (chosen.Count > 0 ? chosen : context.IsQuick ? [1, 50] : [1, 16, 50, 500]).Index())
            {
                Add(context, $"turns, {sessions} session{(sessions == 1 ? "" : "s")}", sessions, await context.Chat(silo, one, $"c{round}-{sessions}", sessions));
            }

            one[0].Dispose();
            if (!context.IsQuick && chosen.Count == 0)
            {
                // Every connection is told of every session: 50 times the events.
                var fifty = await silo.Connect(50);
                Add(context, "turns, 50 sessions on 50 connections", 0, await context.Chat(silo, fifty, "f", 50));
                Array.ForEach(fifty, static socket => socket.Dispose());
            }
        }

        if (!context.IsQuick && chosen.Count == 0 && context.Options.Postgres is null)
        {
            await using var silo = await context.StartSilo(isFsyncNormal: true);
            await context.Warm(silo);
            var one = await silo.Connect(1);
            Add(context, "turns, 1 session, fsync normal", 1, await context.Chat(silo, one, "n1", 1));
            Add(context, "turns, 50 sessions, fsync normal", 50, await context.Chat(silo, one, "n50", 50));
            one[0].Dispose();
        }
    }

    private static void Add(BenchContext context, string measure, int sessions, LoadResult load)
    {
        var row = Figures.Row(measure, "turns", load);
        context.Report.Add(sessions switch
        {
            1 => Goal(row.Beside(Original.TurnsAtOne, load.PerSecond, $", {Original.CpuPerTurnMs} ms CPU each"), 20, Original.TurnsAtOne, load),
            16 => row.Beside(Original.TurnsAtSixteen, load.PerSecond),
            50 => Goal(row.Beside(Original.TurnsAtFifty, load.PerSecond, ", 28 % failing"), 200, Original.TurnsAtFifty, load),
            _ => row,
        });
    }

    private static ReportRow Goal(ReportRow row, int times, double original, LoadResult load) => row with
    {
        Goal = Figures.Goal($"{times}×", load.PerSecond >= times * original && load.Failures == 0)
            + ", " + Figures.Goal("≤ 1 ms CPU", load.CpuEach.TotalMilliseconds <= 1),
    };
}
