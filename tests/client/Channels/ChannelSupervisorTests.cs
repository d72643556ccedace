using Moltbot.Gateway.Channels.Accounts;
using Moltbot.Gateway.Tests.Channels.Support;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Events;
using Moltbot.TestSupport.Platforms;
using Moltbot.TestSupport.Telegram;

namespace Moltbot.Gateway.Tests.Channels;

/// <summary>Who runs which account, and who takes over.</summary>
public sealed class ChannelSupervisorTests : IAsyncLifetime
{
    private ChannelRig rig = null!;

    public async ValueTask InitializeAsync() => rig = await ChannelRig.StartAsync();

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task One_gateway_polls_and_another_takes_over_when_it_stops()
    {
        var first = await rig.StartGateway("g1");
        await rig.Bot.WhenCalled("getUpdates");
        await rig.StartGateway("g2");
        await rig.Time.When(timers => timers.Count(due => due == ConnectionLease.Life / 3) >= 2, "the renewal and the second gateway's next try");
        rig.Bot.Calls.Count(call => call.Method == "getMe").ShouldBe(1);

        await first.DisposeAsync();
        rig.Grain.Holder.ShouldBeNull();
        rig.Time.Advance(ConnectionLease.Life / 3);

        await rig.Bot.WhenCalled("getMe", 2);
        rig.Grain.Holder.ShouldBe("g2");
        var update = rig.Bot.Person(42, "Ann").Says("to the second");
        await rig.Bot.WhenConfirmed(update);
        rig.Grain.Callers[^1]!.Principal.ShouldBe("gateway:g2");
    }

    [Fact]
    public async Task A_gateway_that_cannot_reach_the_account_stops_before_the_lease_is_anothers()
    {
        await rig.StartGateway("g1");
        await rig.Bot.WhenCalled("getUpdates");
        var start = rig.Time.GetUtcNow();
        rig.Grain.CutOff.Add("g1");

        // Two renewals fail, and the third would come too late.
        Task stopped = rig.Logs.When("could not be given back");
        foreach (TimeSpan pause in (TimeSpan[])[LeaseKeeper.Interval, LeaseKeeper.Interval, TimeSpan.FromSeconds(5)])
        {
            await rig.Time.WhenArmed(pause);
            rig.Time.Advance(pause);
        }

        await stopped;
        (rig.Time.GetUtcNow() - start).ShouldBeLessThan(ConnectionLease.Life);
        rig.Grain.Holder.ShouldBe("g1", "the lease has not run out yet");
        await rig.StartGateway("g2");
        await rig.AdvanceUntil(rig.Bot.WhenCalled("getMe", 2), TimeSpan.FromSeconds(1));
        rig.Grain.Holder.ShouldBe("g2");
    }

    [Fact]
    public async Task The_lease_is_kept_as_long_as_it_is_renewed()
    {
        await rig.StartGateway("g1");
        await rig.Bot.WhenCalled("getUpdates");
        for (var i = 0; i < 12; i++)
        {
            await rig.Time.When(timers => timers.Contains(ConnectionLease.Life / 3), "the next renewal");
            rig.Time.Advance(ConnectionLease.Life / 3);
        }

        await rig.Time.When(timers => timers.Contains(ConnectionLease.Life / 3), "the next renewal");
        rig.Grain.Holder.ShouldBe("g1");
        rig.Bot.Calls.Count(call => call.Method == "getMe").ShouldBe(1);
    }

    [Fact]
    public async Task What_was_in_flight_when_a_gateway_died_is_unknown_and_not_sent_again()
    {
        var first = await rig.StartGateway("g1");
        await rig.Bot.WhenCalled("getUpdates");
        rig.Bot.Person(42, "Ann");
        rig.Bot.Script("sendMessage", SimulatedAnswer.AcceptThenHang());
        rig.Grain.Enqueue("p1", "42", "once");
        first.OnEvent("default", new ChannelWorkEvent { Channel = "telegram", Account = "default" });
        await rig.Bot.WhenSent(1);
        rig.Grain.CutOff.Add("g1");

        await rig.StartGateway("g2");
        await rig.AdvanceUntil(rig.Grain.When(grain => grain.Holder == "g2", "the second gateway"), TimeSpan.FromSeconds(1));
        rig.Grain.Enqueue("p2", "42", "next");
        await rig.AdvanceUntil(rig.Bot.WhenSent(2), TimeSpan.FromSeconds(1));

        rig.Grain.OutcomeOf("p1").ShouldBe(OutboundOutcome.Unknown);
        rig.Bot.Sent.Select(message => message.Text).ShouldBe(["once", "next"]);
    }

    [Fact]
    public async Task A_changed_account_is_started_anew_and_an_unchanged_one_is_left_alone()
    {
        var second = rig.Telegram.AddBot("666000:second-bots-token", "second_bot");
        rig.Configurations.Tenants["default"] = ChannelRig.Channels(rig.Account(), rig.Account("two", second.Token));
        var gateway = await rig.StartGateway();
        await rig.Bot.WhenCalled("getUpdates");
        await second.WhenCalled("getUpdates");

        var third = rig.Telegram.AddBot("888000:a-new-token", "second_bot");
        rig.Configurations.Tenants["default"] = ChannelRig.Channels(rig.Account(), rig.Account("two", third.Token));
        await gateway.Refresh("default", ChannelRig.Stop);
        await third.WhenCalled("getUpdates");

        rig.Bot.Calls.Count(call => call.Method == "getMe").ShouldBe(1);
        rig.GrainOf("default", "two").Holder.ShouldBe("g1");
    }

    [Fact]
    public async Task A_disabled_account_stops_and_so_does_a_tenant_that_is_gone()
    {
        var gateway = await rig.StartGateway();
        await rig.Bot.WhenCalled("getUpdates");

        rig.Configurations.Tenants["default"] = ChannelRig.Channels(rig.Account() with { Enabled = false });
        await gateway.Refresh("default", ChannelRig.Stop);
        rig.Grain.Holder.ShouldBeNull();
        rig.Grain.Connections[^1].Running.ShouldBeFalse();

        rig.Configurations.Tenants["default"] = ChannelRig.Channels(rig.Account());
        await gateway.Refresh("default", ChannelRig.Stop);
        await rig.Bot.WhenCalled("getMe", 2);
        rig.Configurations.Tenants.Clear();
        await gateway.Refresh("default", ChannelRig.Stop);
        rig.Grain.Holder.ShouldBeNull();
    }

    [Fact]
    public async Task A_configuration_that_cannot_be_read_changes_nothing()
    {
        var gateway = await rig.StartGateway();
        await rig.Bot.WhenCalled("getUpdates");
        rig.Configurations.Broken = true;

        await gateway.Refresh("default", ChannelRig.Stop);

        rig.Grain.Holder.ShouldBe("g1");
        await rig.Bot.WhenConfirmed(rig.Bot.Person(42, "Ann").Says("still here"));
    }

    [Fact]
    public async Task A_change_is_taken_up_when_it_is_told()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ChannelRig.Stop);
        rig.Configurations.Tenants["default"] = ChannelRig.Channels();
        var gateway = await rig.StartGateway();
        var running = gateway.Run(() => ["default"], stop.Token);
        await rig.Time.WhenArmed(TimeSpan.FromMinutes(1));

        rig.Configurations.Tenants["default"] = ChannelRig.Channels(rig.Account());
        gateway.OnEvent("default", new ConfigurationChangedEvent(2));
        await rig.Bot.WhenCalled("getUpdates");

        await stop.CancelAsync();
        await running;
        rig.Grain.Holder.ShouldBeNull();
    }

    [Theory]
    [InlineData("not a token", "channels.telegram (default): botToken is not a bot token (<digits>:<letters, digits, _ or ->)")]
    [InlineData(null, "channels.telegram (default): botToken is not set")]
    public async Task An_account_that_cannot_run_says_why(string? token, string problem)
    {
        rig.Configurations.Tenants["default"] = ChannelRig.Channels(rig.Account() with { BotToken = token });
        await rig.StartGateway();

        await rig.Grain.When(grain => grain.Connections.Count > 0, "the report");

        rig.Grain.Connections.Single().ShouldSatisfyAllConditions(
            report => report.Running.ShouldBeFalse(), report => report.LastError.ShouldBe(problem));
        rig.Bot.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_the_operator_may_name_a_file_as_the_tokens_source()
    {
        rig.IsOperator = static tenant => tenant == "default";
        rig.Configurations.Tenants["acme"] = ChannelRig.Channels(rig.Account() with { BotToken = null, TokenFile = "/etc/passwd" });
        await rig.StartGateway();

        var grain = rig.GrainOf("acme", "default");
        await grain.When(account => account.Connections.Count > 0, "the report");

        grain.Connections.Single().LastError!.ShouldContain("tokenFile is for the operator's own accounts");
    }
}
