using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Moltbot.Storage.Grains;
using Moltbot.Storage.Migrations;
using Moltbot.Storage.Tests.Grains;
using Moltbot.Storage.Tests.Support;
using Moltbot.Storage.Transcripts;
using Moltbot.Storage.Turns;

namespace Moltbot.Storage.Tests.Sqlite;

public sealed class CrashTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    /// <summary>A kill takes away the process, not the page cache: this says nothing of power cuts, which FULL is for.</summary>
    [Theory]
    [InlineData(200)]
    [InlineData(1500)]
    public async Task Every_acknowledged_turn_outlives_a_kill_and_none_is_there_by_half(int acknowledgedBeforeKill)
    {
        var state = Path.Combine(fixture.StatePath, $"crash-{acknowledgedBeforeKill}");
        var acknowledged = new Dictionary<int, long>();
        using (var child = WriterChild.Start(state))
        {
            var lines = 0;
            while (await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                if (++lines == acknowledgedBeforeKill)
                {
                    child.Kill();
                }

                // The last line may be cut off; a half-written number would claim less, never more.
                if (line.Split(' ') is [var writer, var sequence])
                {
                    acknowledged[int.Parse(writer, CultureInfo.InvariantCulture)] = long.Parse(sequence, CultureInfo.InvariantCulture);
                }
            }

            await child.WaitForExitAsync(TestContext.Current.CancellationToken);
            child.ExitCode.ShouldBe(137);
        }

        await using var provider = new ServiceCollection().AddMoltbotStorage(new StorageOptions { StatePath = state }).BuildServiceProvider();
        await provider.GetRequiredService<IMigrator>().MigrateAsync();
        var store = provider.GetRequiredService<ITranscriptStore>();
        foreach (var (writer, last) in acknowledged)
        {
            var rows = await store.ReadForwardAsync(WriterChild.Key(writer), 0, long.MaxValue, 100_000);
            rows.Count.ShouldBeGreaterThanOrEqualTo((int)last);
            rows.Select(row => row.Sequence).ShouldBe(Enumerable.Range(1, rows.Count).Select(sequence => (long)sequence));
            rows[(int)last - 1].Payload.Text().ShouldBe($"{writer}-{last}");
            var head = new GrainState<Head>();
            await provider.GetRequiredService<SealedGrainStorage>().ReadStateAsync("state", WriterChild.Grain(writer), head);
            head.State!.Sequence.ShouldBe(rows.Count);
            var turns = provider.GetRequiredService<ITurnStore>();
            (await turns.FindAsync(WriterChild.Tenant, WriterChild.RunId(writer, rows.Count)))!.Status.ShouldBe(TurnStatus.Ok);
            (await turns.OpenAsync(WriterChild.Tenant, WriterChild.Key(writer).SessionKey)).Select(turn => turn.RunId)
                .ShouldBeSubsetOf([WriterChild.RunId(writer, rows.Count + 1)]);
        }

        acknowledged.Values.Sum().ShouldBeGreaterThanOrEqualTo(acknowledgedBeforeKill - 1);
    }
}
