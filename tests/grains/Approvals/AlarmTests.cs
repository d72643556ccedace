using Microsoft.Extensions.DependencyInjection;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Events;
using Moltbot.Grains.Approvals;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.Storage;
using Moltbot.Storage.Outbox;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Approvals;

/// <summary>Nobody who could answer is there: the alarm; attack E12.</summary>
public sealed class AlarmTests : IDisposable
{
    private const string WithOwner = "{ tools: { exec: { host: \"gateway\" } }, channels: { telegram: { botToken: \"1:a\", allowFrom: [\"42\", \"@ann\"] } } }";

    private const string WithChat =
        "{ tools: { exec: { host: \"gateway\" } }, channels: { telegram: { botToken: \"1:a\", allowFrom: [\"42\"] } }, "
        + "approvals: { exec: { enabled: true, mode: \"targets\", targets: [{ channel: \"telegram\", to: \"7\" }] } } }";

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task When_nobody_was_shown_a_request_the_owner_is_written_to_and_it_is_on_record()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, WithOwner, _time);
        var asking = new Asking(host);
        await Asked(host, asking);
        await Look();

        await host.Events.Next(e => e is ExecApprovalUnseenEvent { Id: "a1" }, "the alarm");
        await host.Events.Next(e => e is ChannelWorkEvent, "the message to the owner");
        await Look();
        await Look();
        (await asking.Records("exec.approval.unseen")).ShouldHaveSingleItem().Entry.Target.ShouldBe("a1");
        OutboxMessage told = (await Outbox(host)).ShouldHaveSingleItem();
        told.ChatId.ShouldBe("42");
        System.Text.Encoding.UTF8.GetString(told.Payload.Span).ShouldContain("tool x");
    }

    [Fact]
    public async Task The_alarm_comes_although_the_silo_that_was_asked_died()
    {
        await using (GrainHost host = await GrainHost.Start(_folder.Path, WithOwner, _time))
        {
            await new Asking(host).Ask();
        }

        // Nobody asks for anything: the reminder alone wakes what waits.
        var later = new ManualTime(_time.GetUtcNow() + TimeSpan.FromSeconds(30));
        await using GrainHost next = await GrainHost.Start(_folder.Path, WithOwner, later);
        later.Advance(TimeSpan.FromMinutes(1));
        await later.WhenArmed(ApprovalQueueGrain.Interval);
        later.Advance(ApprovalQueueGrain.Interval);

        await next.Events.Next(e => e is ExecApprovalUnseenEvent, "the alarm");
    }

    [Fact]
    public async Task A_reminder_that_a_crash_left_behind_goes_when_nothing_waits()
    {
        GrainId queue;
        await using (GrainHost host = await GrainHost.Start(_folder.Path, WithOwner, _time))
        {
            var asking = new Asking(host);
            await asking.Ask();
            IReminderTable reminders = host.Services.GetRequiredService<IReminderTable>();
            queue = ((IAddressable)asking.Queue).GetGrainId();
            ReminderEntry left = (await reminders.ReadRows(queue)).Reminders.ShouldHaveSingleItem();
            await asking.Answer("deny");
            await Waits.Until(async () => (await reminders.ReadRows(queue)).Reminders.Count == 0, "the end of the reminder");
            await reminders.UpsertRow(new ReminderEntry { GrainId = queue, ReminderName = left.ReminderName, StartAt = left.StartAt, Period = left.Period });
        }

        var later = new ManualTime(_time.GetUtcNow() + TimeSpan.FromSeconds(30));
        await using GrainHost next = await GrainHost.Start(_folder.Path, WithOwner, later);
        IReminderTable table = next.Services.GetRequiredService<IReminderTable>();

        // The engine may take the reminder up after the clock has moved: then it is due a period later.
        await Waits.Until(
            async () =>
            {
                later.Advance(TimeSpan.FromMinutes(1));
                return (await table.ReadRows(queue)).Reminders.Count == 0;
            },
            "the end of what was left behind");
    }

    [Fact]
    public async Task Owners_who_can_read_it_are_shown_the_command_though_another_cannot()
    {
        const string Config = "{ tools: { exec: { host: \"gateway\" } }, channels: { telegram: { accounts: { default: { botToken: \"1:a\", allowFrom: [\"42\"] }, "
            + "narrow: { botToken: \"2:a\", allowFrom: [\"43\"], textChunkLimit: 200 } } } } }";
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config, _time);
        await Asked(host, new Asking(host));
        await Look();
        await host.Events.Next(e => e is ExecApprovalUnseenEvent, "the alarm");
        await Waits.Until(async () => (await Outbox(host)).Count + (await Outbox(host, "narrow")).Count == 2, "the messages to both");

        TextOf((await Outbox(host)).Single()).ShouldContain("tool x");
        TextOf((await Outbox(host, "narrow")).Single()).ShouldContain("too long to be read here");
        TextOf((await Outbox(host, "narrow")).Single()).ShouldNotContain("tool x");
    }

    [Fact]
    public async Task Shown_to_somebody_who_may_answer_it_is_no_alarm()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, WithOwner, _time);
        var asking = new Asking(host);
        await Asked(host, asking);
        await host.AsGateway<IApprovalQueueGrain>(GrainKey.ForTenant(TenantId.Default)).Shown("a1");
        await Look();
        await Look();

        host.Events.All.OfType<ExecApprovalUnseenEvent>().ShouldBeEmpty();
        (await Outbox(host)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_chat_that_was_told_counts_while_it_is_connected(bool connected)
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, WithChat, _time);
        var asking = new Asking(host);
        if (connected)
        {
            await host.AsGateway<IChannelAccountGrain>(GrainKey.ForAccount(TenantId.Default, "telegram", "default")).AcquireLease("test");
        }

        await Asked(host, asking);
        await Look();
        if (connected)
        {
            await Look();
            host.Events.All.OfType<ExecApprovalUnseenEvent>().ShouldBeEmpty();
        }
        else
        {
            await host.Events.Next(e => e is ExecApprovalUnseenEvent, "the alarm");
        }
    }

    [Theory]
    [InlineData("channel:7", true)]
    [InlineData("<@42>", true)]
    [InlineData("discord:42", true)]
    [InlineData("#general", false)]
    public async Task A_chat_of_Discord_counts_as_told_when_what_is_written_leads_there(string to, bool told)
    {
        string config = "{ tools: { exec: { host: \"gateway\" } }, channels: { discord: { token: \"a.b.c\", dm: { allowFrom: [\"42\"] } } }, "
            + "approvals: { exec: { enabled: true, mode: \"targets\", targets: [{ channel: \"discord\", to: \"" + to + "\" }] } } }";
        await using GrainHost host = await GrainHost.Start(_folder.Path, config, _time);
        await host.AsGateway<IChannelAccountGrain>(GrainKey.ForAccount(TenantId.Default, "discord", "default")).AcquireLease("test");
        await Asked(host, new Asking(host));
        await Look();
        if (told)
        {
            await Look();
            host.Events.All.OfType<ExecApprovalUnseenEvent>().ShouldBeEmpty();
        }
        else
        {
            await host.Events.Next(e => e is ExecApprovalUnseenEvent, "the alarm");
        }
    }

    private static async Task Asked(GrainHost host, Asking asking)
    {
        await asking.Ask();
        await host.Events.Next(e => e is ExecApprovalRequestedEvent, "the request");
    }

    private static ValueTask<IReadOnlyList<OutboxMessage>> Outbox(GrainHost host, string account = "default") => new(host.Services.GetRequiredService<IOutboxStore>()
        .ListAsync(new ChannelAccount(TenantId.Default, "telegram", account), new OutboxFilter { Limit = 100 }));

    private static string TextOf(OutboxMessage message) => System.Text.Encoding.UTF8.GetString(message.Payload.Span);

    private async Task Look()
    {
        await _time.WhenArmed(ApprovalQueueGrain.Interval);
        _time.Advance(ApprovalQueueGrain.Interval);
    }
}
