using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Moltbot.Storage.Grains;
using Moltbot.Storage.Migrations;
using Moltbot.Storage.Tests.Grains;
using Moltbot.Storage.Tests.Support;
using Moltbot.Storage.Transcripts;
using Moltbot.Storage.Turns;

namespace Moltbot.Storage.Tests.Sqlite;

/// <summary>
/// This test program started again as a process that writes without end and says on its standard output what was
/// acknowledged to it. The test kills it in the middle. It writes as a session does: a turn, then in one commit the message, the head
/// over it and the turn's end.
/// </summary>
internal static class WriterChild
{
    private const string Variable = "MOLTBOT_TEST_WRITER_CHILD";

    private const int Writers = 16;

    public const string Tenant = "crash";

    /// <summary>Set in the process that is to write and be killed.</summary>
    public static string? StatePath { get; } = Environment.GetEnvironmentVariable(Variable);

    public static Process Start(string statePath)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment[Variable] = statePath;
        return Process.Start(start)!;
    }

    public static TranscriptKey Key(int writer) => new(Tenant, $"writer {writer}", "s");

    /// <summary>Writes until it is killed.</summary>
    public static async Task<int> RunAsync(string statePath)
    {
        await using var provider = new ServiceCollection().AddMoltbotStorage(new StorageOptions { StatePath = statePath }).BuildServiceProvider();
        await provider.GetRequiredService<IMigrator>().MigrateAsync();
        await using var output = Console.OpenStandardOutput();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(provider, writer, output)));
        return 0;
    }

    public static GrainId Grain(int writer) => GrainId.Create("session", $"{Tenant}/writer {writer}");

    public static string RunId(int writer, long sequence) => string.Create(CultureInfo.InvariantCulture, $"{writer}-{sequence}");

    private static async Task WriteAsync(IServiceProvider provider, int writer, Stream output)
    {
        var transcripts = provider.GetRequiredService<ITranscriptStore>();
        var turns = provider.GetRequiredService<ITurnStore>();
        var states = provider.GetRequiredService<SealedGrainStorage>();
        var head = new GrainState<Head>(new Head());
        for (var sequence = 1L; ; sequence++)
        {
            var (run, text) = (RunId(writer, sequence), Bytes.Of($"{writer}-{sequence}"));
            await turns.EnqueueAsync(new NewTurn(Tenant, Key(writer).SessionKey, run, text, DateTimeOffset.UnixEpoch) { ClaimedBy = 1 });
            head.State!.Sequence = sequence;
            head.State.CommitWith =
            [
                await transcripts.PrepareAppendAsync(Key(writer), [new TranscriptRow(sequence, DateTimeOffset.UnixEpoch, text)]),
                await turns.PrepareCompleteAsync(new TurnCompletion
                {
                    Tenant = Tenant, RunId = run, OwnerEpoch = 1, Status = TurnStatus.Ok, Outcome = text, EndedAt = DateTimeOffset.UnixEpoch,
                }),
            ];
            await states.WriteStateAsync("state", Grain(writer), head);
            var line = System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{writer} {sequence}\n"));
            lock (output)
            {
                output.Write(line);
                output.Flush();
            }
        }
    }
}
