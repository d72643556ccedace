using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Moltbot.Storage.Migrations;
using Moltbot.Storage.Tests.Support;
using Moltbot.Storage.Transcripts;

namespace Moltbot.Storage.Tests.Sqlite;

/// <summary>
/// This test program started again as a process that writes without end and says on its standard output what was
/// acknowledged to it. The test kills it in the middle.
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
        var store = provider.GetRequiredService<ITranscriptStore>();
        await using var output = Console.OpenStandardOutput();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(store, writer, output)));
        return 0;
    }

    private static async Task WriteAsync(ITranscriptStore store, int writer, Stream output)
    {
        for (var sequence = 1L; ; sequence++)
        {
            await store.AppendAsync(Key(writer), [new TranscriptRow(sequence, DateTimeOffset.UnixEpoch, Bytes.Of($"{writer}-{sequence}"))]);
            var line = System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{writer} {sequence}\n"));
            lock (output)
            {
                output.Write(line);
                output.Flush();
            }
        }
    }
}
