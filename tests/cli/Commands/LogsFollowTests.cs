using System.Text.Json.Nodes;
using Moltbot.Cli.Tests.Support;

namespace Moltbot.Cli.Tests.Commands;

public sealed class LogsFollowTests
{
    [Fact]
    public async Task FollowGoesOnFromWhereItWasUntilItIsStopped()
    {
        using var machine = new Machine();
        await using var gateway = await FakeGateway.StartAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var asked = 0;
        gateway.On("logs.tail", async call =>
        {
            if (++asked == 3)
            {
                await stop.CancelAsync();
            }

            return JsonNode.Parse($$"""{"file":"f","cursor":{{asked * 10}},"size":30,"lines":["line {{asked}}"]}""");
        });
        machine.With(gateway);
        using var output = new StringWriter { NewLine = "\n" };
        var running = CommandLine.RunAsync(["logs", "--follow"], machine.Host(output, TextWriter.Null), stop.Token);
        for (var pause = 0; pause < 2; pause++)
        {
            await machine.Time.WhenArmed(TimeSpan.FromSeconds(1));
            machine.Time.Advance(TimeSpan.FromSeconds(1));
        }

        (await running).ShouldBe(ExitCodes.Interrupted);
        output.ToString().ShouldStartWith("line 1\nline 2\n");
        gateway.Calls.Select(static call => (int?)call.Params["cursor"]).ShouldBe([null, 10, 20]);
    }
}
