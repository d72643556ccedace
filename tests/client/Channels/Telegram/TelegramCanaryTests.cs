using Moltbot.Gateway.Tests.Channels.Support;
using Moltbot.GrainInterfaces.Events;
using Moltbot.TestSupport.Platforms;
using Moltbot.TestSupport.Telegram;

namespace Moltbot.Gateway.Tests.Channels.Telegram;

/// <summary>Attack K1 over the whole channel: whatever fails, the token is in no log line, no report and no status.</summary>
public sealed class TelegramCanaryTests
{
    [Fact]
    public async Task The_token_is_in_no_log_and_no_report()
    {
        await using var rig = await ChannelRig.StartAsync();
        var echo = $"proxy: could not reach /bot{ChannelRig.Token}/method";
        rig.Bot.Script("getMe", SimulatedAnswer.Error(401, echo), SimulatedAnswer.Raw(502, echo), SimulatedAnswer.Break());
        rig.Bot.Script("getUpdates", SimulatedAnswer.Error(409, echo), SimulatedAnswer.Raw(200, echo));
        rig.Bot.Script("sendMessage", SimulatedAnswer.Error(400, echo), SimulatedAnswer.Error(500, echo));
        var failures = 1;
        rig.Grain.BeforeStore = _ => failures-- > 0 ? Task.FromException(new InvalidOperationException(echo)) : Task.CompletedTask;
        var gateway = await rig.StartGateway();
        rig.Grain.Enqueue("p1", "42", "one");
        rig.Grain.Enqueue("p2", "42", "two");
        rig.Grain.Enqueue("p3", "42", "three");
        var update = rig.Bot.Person(42, "Ann").Says("secret words of Ann");
        gateway.OnEvent("default", new ChannelWorkEvent { Channel = "telegram", Account = "default" });

        await rig.AdvanceUntil(rig.Bot.WhenConfirmed(update), TimeSpan.FromSeconds(1));
        await rig.AdvanceUntil(rig.Bot.WhenSent(1), TimeSpan.FromSeconds(1));
        await rig.AdvanceUntil(gateway.DisposeAsync().AsTask(), TimeSpan.FromSeconds(1));

        var everything = rig.Logs.Lines.Concat(rig.Grain.Reports.Select(report => report.ToString()))
            .Concat(rig.Grain.Connections.Select(report => report.ToString())).ToList();
        everything.Count.ShouldBeGreaterThan(8);
        everything.ShouldContain(line => line.Contains("***", StringComparison.Ordinal), "the token was there and was taken out");
        everything.Where(line => line.Contains(ChannelRig.Canary, StringComparison.Ordinal)).ShouldBeEmpty();
        everything.Where(line => line.Contains("secret words", StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
