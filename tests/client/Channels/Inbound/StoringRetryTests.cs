using Moltbot.Gateway.Channels;
using Moltbot.Gateway.Channels.Inbound;
using Moltbot.Gateway.Tests.Channels.Support;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.TestSupport.Time;

namespace Moltbot.Gateway.Tests.Channels.Inbound;

/// <summary>What our storage refuses waits for it; what cannot be read stands in nobody's way.</summary>
public sealed class StoringRetryTests
{
    private readonly ManualTime time = new();
    private readonly CapturedLogs logs = new();
    private readonly List<ConnectionReport> reports = [];
    private readonly StoringRetry storing;

    public StoringRetryTests()
    {
        var status = new ConnectionStatus("test", report =>
        {
            reports.Add(report);
            return Task.CompletedTask;
        });
        _ = status.Connected();
        storing = new StoringRetry(time, status, logs.CreateLogger("storing"));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_cannot_be_stored_is_tried_until_it_is_and_the_cause_is_told_without_its_words()
    {
        var left = 20;
        await Until(() => --left == 0 ? Task.CompletedTask : throw new InvalidOperationException("canary", new IOException("canary")));

        left.ShouldBe(0);
        reports.ShouldContain(report => report.LastError == "a received update could not be stored (attempt 19: InvalidOperationException); it is not confirmed to the platform and tried again");
        reports[^1].LastError.ShouldBeNull();
        logs.Lines.ShouldContain(line => line.Contains("InvalidOperationException < IOException", StringComparison.Ordinal));
        logs.Lines.ShouldAllBe(line => !line.Contains("canary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_read_is_given_up()
    {
        var read = 0;
        await Should.ThrowAsync<UnreadableUpdateException>(() => Until(() =>
        {
            read++;
            throw new UnreadableUpdateException(new FormatException("canary"));
        }));

        read.ShouldBe(StoringRetry.MostReadings);
    }

    private Task Until(Func<Task> store) => time.AdvanceUntil(storing.Until(_ => store(), Stop), TimeSpan.FromSeconds(1));
}
