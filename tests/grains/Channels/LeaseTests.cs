using Microsoft.Extensions.DependencyInjection;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Channels;
using Moltbot.Grains.Tenants;
using Moltbot.Grains.Tests.Channels.Support;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.TestSupport.Time;
using Orleans.Storage;

namespace Moltbot.Grains.Tests.Channels;

/// <summary>Who holds an account's connection, also when the silos or their store were away: what was sent is not sent again.</summary>
public sealed class LeaseTests : IDisposable
{
    private const string Config = "{ channels: { telegram: { botToken: '1:x' } } }";
    private static readonly GrainKey Key = GrainKey.ForAccount(TenantId.Default, "telegram", "default");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_gateway_that_lost_its_lease_while_the_silos_were_away_does_not_send_again()
    {
        ConnectionLease first;
        await using (GrainHost host = await Start())
        {
            await Send(host, "m1");
            first = await Account(host).AcquireLease("one");
            (await Account(host).ClaimOutbox(first.Fence, 10, [])).Items.Count.ShouldBe(1);
        }

        await using GrainHost back = await Start();
        ConnectionLease second = await Account(back).AcquireLease("one");

        second.Granted.ShouldBeTrue();
        second.Fence.ShouldBeGreaterThan(first.Fence);
        (await Account(back).ClaimOutbox(second.Fence, 10, [])).Items.ShouldBeEmpty();
        (await Account(back).Status()).Unknown.ShouldBe(1);
    }

    [Fact]
    public async Task A_lease_that_is_kept_outlives_its_grain_and_what_is_in_flight_stays_so()
    {
        ConnectionLease lease;
        await using (GrainHost host = await Start())
        {
            await Send(host, "m1");
            lease = await Account(host).AcquireLease("one");
            await Account(host).ClaimOutbox(lease.Fence, 10, []);
        }

        await using GrainHost back = await Start();
        ConnectionLease kept = await Account(back).AcquireLease("one", lease.Fence);
        await Account(back).ReportOutbox(lease.Fence, [new OutboundReport { Id = "m1#0", Outcome = OutboundOutcome.Sent, MessageId = "77" }]);

        (kept.Granted, kept.Fence).ShouldBe((true, lease.Fence));
        (await back.AsOperator<IChannelAccountGrain>(Key, Scope.Write).FindSend("m1"))!.Outcome.ShouldBe(OutboundOutcome.Sent);
    }

    [Fact]
    public async Task Keeping_a_lease_that_is_over_is_refused_and_leaves_the_new_one_alone()
    {
        await using GrainHost host = await Start();
        ConnectionLease old = await Account(host).AcquireLease("one");
        ConnectionLease current = await Account(host).AcquireLease("one");

        (await Account(host).AcquireLease("one", old.Fence)).Granted.ShouldBeFalse();
        (await Account(host).AcquireLease("two", current.Fence)).Granted.ShouldBeFalse();

        (await Account(host).AcquireLease("one", current.Fence)).Fence.ShouldBe(current.Fence);
        (await Account(host).ClaimOutbox(current.Fence, 10, [])).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_could_not_be_recovered_is_recovered_with_the_next_attempt()
    {
        var outbox = new UnrulyOutbox();
        await using GrainHost host = await Start(outbox);
        await Send(host, "m1");
        await Send(host, "m2");
        ConnectionLease one = await Account(host).AcquireLease("one");
        await Account(host).ClaimOutbox(one.Fence, 10, []);
        await Account(host).ReleaseLease("one", one.Fence);
        outbox.Fails = static call => call == "RecoverAsync";
        await Should.ThrowAsync<IOException>(() => Account(host).AcquireLease("two"));
        outbox.Fails = static _ => false;

        ConnectionLease kept = await Account(host).AcquireLease("two", one.Fence + 1);

        kept.Granted.ShouldBeTrue();
        (await Account(host).ClaimOutbox(kept.Fence, 10, [])).Items.Single().Id.ShouldBe("m2#0");
        (await Account(host).Status()).Unknown.ShouldBe(1);
    }

    [Fact]
    public async Task A_lease_that_could_not_be_stored_is_nobodys()
    {
        await using GrainHost host = await Start();
        host.Rows.Fails = static state => state == "account";
        (await Should.ThrowAsync<OrleansException>(() => Account(host).AcquireLease("one"))).Message.ShouldContain(RowFault.Message);
        host.Rows.Fails = static _ => false;

        ConnectionLease two = await Account(host).AcquireLease("two");

        (two.Granted, two.Fence).ShouldBe((true, 1));
    }

    [Fact]
    public async Task Who_finds_that_somebody_else_has_written_the_row_keeps_nobodys_lease()
    {
        await using GrainHost host = await Start();
        ConnectionLease one = await Account(host).AcquireLease("one");
        await Account(host).ReportConnection(one.Fence, new ConnectionReport { Running = true, Connected = true, Cursor = "11" });
        var elsewhere = new GrainState<ChannelAccountState>(new ChannelAccountState());
        GrainId id = ((IAddressable)Account(host)).GetGrainId();
        IGrainStorage rows = host.Services.GetRequiredKeyedService<IGrainStorage>(TenantGrain.Store);
        await rows.ReadStateAsync("account", id, elsewhere);
        elsewhere.State!.Holder = "two";
        elsewhere.State.Fence++;
        await rows.WriteStateAsync("account", id, elsewhere);

        (await Account(host).AcquireLease("one", one.Fence)).Granted.ShouldBeFalse();
        (await Account(host).AcquireLease("two", one.Fence + 1)).Granted.ShouldBeTrue("it is read again");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_that_could_not_be_told_of_a_lost_reply_is_told_again(bool reported)
    {
        var time = new ManualTime();
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config, time);
        const string Session = "agent:main:main";
        await host.AsGateway<ISessionGrain>(GrainKey.ForSession(TenantId.Default, Session)).AddSystemEvent(Session, "something");
        await Send(host, "m1", message => message with { SessionKey = Session, RunId = "r1" });
        ConnectionLease one = await Account(host).AcquireLease("one");
        await Account(host).ClaimOutbox(one.Fence, 10, []);
        int attempts = 0;
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Rows.Fails = state =>
        {
            if (state != "session")
            {
                return false;
            }

            if (++attempts == 2)
            {
                told.SetResult();
            }

            return attempts == 1;
        };

        if (reported)
        {
            await Account(host).ReportOutbox(one.Fence, [new OutboundReport { Id = "m1#0", Outcome = OutboundOutcome.Failed, Error = "blocked" }]);
        }
        else
        {
            (await Account(host).AcquireLease("one")).Granted.ShouldBeTrue();
        }

        await time.WhenArmed(TimeSpan.FromSeconds(2));
        time.Advance(TimeSpan.FromSeconds(2));

        await told.Task.InTime();
    }

    private Task<GrainHost> Start(UnrulyOutbox? outbox = null) => GrainHost.Start(_folder.Path, Config, more: outbox is null ? null : outbox.Replace);

    private static IChannelAccountGrain Account(GrainHost host) => host.AsGateway<IChannelAccountGrain>(Key);

    private static Task Send(GrainHost host, string id, Func<OutboundMessage, OutboundMessage>? change = null)
    {
        var message = new OutboundMessage { Id = id, Text = "hello", Target = new ReplyTarget { Channel = "telegram", Account = "default", ChatId = "7" } };
        return host.AsOperator<IChannelAccountGrain>(Key, Scope.Write).Send(change?.Invoke(message) ?? message);
    }
}
