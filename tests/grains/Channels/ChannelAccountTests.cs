using Microsoft.Extensions.DependencyInjection;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Pairing;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.Storage;
using Moltbot.Storage.Outbox;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Channels;

/// <summary>Attacks C2–C5, C8 and invariants 5 and 6: one door, each update once, each send once.</summary>
public sealed class ChannelAccountTests : IDisposable
{
    private const string Config = "{ channels: { telegram: { botToken: '1:x', allowFrom: ['7', '@mallory'], groupPolicy: 'allowlist', groups: { '-100': { requireMention: true } } } } }";
    private static readonly GrainKey Key = GrainKey.ForAccount(TenantId.Default, "telegram", "default");
    private static readonly GrainKey Tenant = GrainKey.ForTenant(TenantId.Default);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_same_update_twice_has_one_effect_also_after_a_restart()
    {
        await using (GrainHost host = await GrainHost.Start(_folder.Path, Config))
        {
            (await Receive(host, Dm("1", "99"))).Outcome.ShouldBe("pairing: offered");
            (await Receive(host, Dm("1", "99"))).Outcome.ShouldBe("duplicate");
        }

        await using GrainHost restarted = await GrainHost.Start(_folder.Path, Config);
        (await Receive(restarted, Dm("1", "99"))).Stored.ShouldBeFalse();
        (await restarted.AsGateway<IChannelAccountGrain>(Key).Status()).Queued.ShouldBe(1);
    }

    [Fact]
    public async Task A_stranger_gets_a_code_once_is_approved_by_it_and_is_then_let_in()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        await Receive(host, Dm("1", "99"));
        (await Receive(host, Dm("2", "99"))).Outcome.ShouldBe("pairing: already told");
        string code = (await Pairing(host).List()).Pending.Single().Code;

        (await Pairing(host).Approve("WRONGONE")).Request.ShouldBeNull();
        (await Pairing(host).Approve(code.ToLowerInvariant())).Request!.SenderId.ShouldBe("99");
        (await Pairing(host).Approve(code)).Request.ShouldBeNull();

        (await Receive(host, Dm("3", "99"))).Outcome.ShouldBe("accepted: Accepted");
    }

    [Theory]
    [InlineData(InboundKind.Reaction)]
    [InlineData(InboundKind.Button)]
    [InlineData(InboundKind.Edit)]
    public async Task Other_kinds_of_update_pass_the_same_door(InboundKind kind)
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);

        (await Receive(host, Dm("1", "99") with { Kind = kind })).Outcome.ShouldStartWith("dropped");
        (await host.AsGateway<IChannelAccountGrain>(Key).Status()).Queued.ShouldBe(0);
    }

    [Fact]
    public async Task An_edit_of_what_was_read_already_has_no_effect()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);

        (await Receive(host, Dm("1", "7") with { Kind = InboundKind.Edit })).Outcome.ShouldBe("edited: no effect, the message was read already");
    }

    [Fact]
    public async Task Nobody_and_changeable_names_are_not_let_in()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);

        (await Receive(host, Dm("1", "99") with { Sender = null })).Outcome.ShouldStartWith("dropped");
        (await Receive(host, Dm("2", " ") )).Outcome.ShouldStartWith("dropped");
        (await Receive(host, Dm("3", "66") with { Sender = new InboundSender { Id = "66", Username = "mallory" } })).Outcome.ShouldStartWith("pairing");
    }

    [Fact]
    public async Task Where_the_operator_asked_for_names_they_count_in_every_list_of_that_account_and_of_no_other()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, """
            {channels: {telegram: {allowFrom: ["@Ann", "tg:*"], groupAllowFrom: ["bo"], groups: {"-100": {requireMention: false}, "-200": {requireMention: false, allowFrom: ["@cy"]}},
              accounts: {trusting: {botToken: "1:x", dangerouslyAllowNameMatching: true}, careful: {botToken: "2:x"}}}}}
            """);
        GrainKey trusting = GrainKey.ForAccount(TenantId.Default, "telegram", "trusting"), careful = GrainKey.ForAccount(TenantId.Default, "telegram", "careful");

        (await Receive("1", trusting, "ann", null)).ShouldBe("accepted: Accepted");
        (await Receive("2", trusting, "anna", null)).ShouldStartWith("pairing");
        (await Receive("3", trusting, null, null)).ShouldStartWith("pairing");
        (await Receive("4", trusting, "bo", "-100")).ShouldBe("accepted: Accepted");
        (await Receive("5", trusting, "ann", "-100")).ShouldBe("dropped: GroupSenderNotListed");
        (await Receive("6", trusting, "cy", "-200")).ShouldBe("accepted: Accepted");
        (await Receive("7", trusting, "bo", "-200")).ShouldBe("dropped: GroupSenderNotListed");
        (await Receive("1", careful, "ann", null)).ShouldStartWith("pairing");
        (await Receive("2", careful, "bo", "-100")).ShouldBe("dropped: GroupSenderNotListed");
        (await Receive("3", careful, "cy", "-200")).ShouldBe("dropped: GroupSenderNotListed");

        async Task<string> Receive(string update, GrainKey account, string? username, string? group) =>
            (await host.AsGateway<IChannelAccountGrain>(account).Receive(Dm(update, "66") with
            {
                Sender = new InboundSender { Id = "66", Username = username, Name = "ann" },
                ChatKind = group is null ? ChatKind.Direct : ChatKind.Group,
                ChatId = group ?? "66",
            })).Outcome;
    }

    [Fact]
    public async Task A_pairing_for_direct_messages_does_not_open_groups()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        await Receive(host, Dm("1", "99"));
        await Pairing(host).Approve((await Pairing(host).List()).Pending.Single().Code);
        InboundMessage group = Dm("2", "99") with { ChatKind = ChatKind.Group, ChatId = "-100", MentionsBot = true };

        (await Receive(host, group)).Outcome.ShouldBe("dropped: GroupSenderNotListed");
        (await Receive(host, group with { UpdateId = "3", Sender = new InboundSender { Id = "7" } })).Outcome.ShouldStartWith("accepted");
        (await Receive(host, group with { UpdateId = "4", ChatId = "-200", Sender = new InboundSender { Id = "7" } })).Outcome.ShouldBe("dropped: GroupNotListed");
    }

    [Fact]
    public async Task What_a_group_or_topic_says_of_itself_holds()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, """
            {channels: {telegram: {botToken: "1:x", groupPolicy: "open", groups: {
              "*": {requireMention: false},
              "-100": {enabled: false},
              "-200": {allowFrom: ["7", "@bo"], topics: {"5": {enabled: false}}}}}}}
            """);
        InboundMessage group = Dm("1", "99") with { ChatKind = ChatKind.Group };
        InboundSender listed = new() { Id = "7" };

        (await Receive(host, group with { ChatId = "-100" })).Outcome.ShouldBe("dropped: GroupDisabled");
        (await Receive(host, group with { UpdateId = "2", ChatId = "-200" })).Outcome.ShouldBe("dropped: GroupSenderNotListed");
        (await Receive(host, group with { UpdateId = "3", ChatId = "-200", Sender = new InboundSender { Id = "98", Username = "bo" } }))
            .Outcome.ShouldBe("dropped: GroupSenderNotListed");
        (await Receive(host, group with { UpdateId = "4", ChatId = "-200", ThreadId = "5", Sender = listed })).Outcome.ShouldBe("dropped: TopicDisabled");
        (await Receive(host, group with { UpdateId = "5", ChatId = "-200", Sender = listed })).Outcome.ShouldStartWith("accepted");
        (await Receive(host, group with { UpdateId = "6", ChatId = "-400" })).Outcome.ShouldStartWith("accepted");
    }

    [Fact]
    public async Task A_groups_own_pattern_is_a_mention_there_and_nowhere_else()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, """
            {channels: {telegram: {botToken: "1:x", groupPolicy: "open", groups: {"*": {}, "-300": {mentionPattern: "\\bhal\\b"}}}}}
            """);
        InboundMessage said = Dm("1", "99") with { ChatKind = ChatKind.Group, ChatId = "-300", Text = "open the door, Hal" };

        (await Receive(host, said)).Outcome.ShouldStartWith("accepted");
        (await Receive(host, said with { UpdateId = "2", Text = "open the door, Halina" })).Outcome.ShouldBe("noted: NotMentioned");
        (await Receive(host, said with { UpdateId = "3", ChatId = "-400" })).Outcome.ShouldBe("noted: NotMentioned");
    }

    [Fact]
    public async Task One_gateway_holds_the_lease_and_the_next_one_gets_a_higher_fence()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        IChannelAccountGrain account = host.AsGateway<IChannelAccountGrain>(Key);

        ConnectionLease first = await account.AcquireLease("one");
        ConnectionLease refused = await account.AcquireLease("two");
        await account.ReleaseLease("one", first.Fence);
        ConnectionLease second = await account.AcquireLease("two");

        refused.Granted.ShouldBeFalse();
        refused.Holder.ShouldBe("one");
        second.Granted.ShouldBeTrue();
        second.Fence.ShouldBeGreaterThan(first.Fence);
        await Should.ThrowAsync<LeaseLostException>(() => account.ClaimOutbox(first.Fence, 10, []));
    }

    [Fact]
    public async Task What_was_in_flight_when_its_sender_vanished_is_unknown_and_not_sent_again()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        IChannelAccountGrain account = host.AsGateway<IChannelAccountGrain>(Key);
        await host.AsOperator<IChannelAccountGrain>(Key, Scope.Write).Send(Message("m1"));
        account = host.AsGateway<IChannelAccountGrain>(Key);
        ConnectionLease one = await account.AcquireLease("one");
        (await account.ClaimOutbox(one.Fence, 10, [])).Items.Count.ShouldBe(1);
        await account.ReleaseLease("one", one.Fence);

        ConnectionLease two = await account.AcquireLease("two");

        (await account.ClaimOutbox(two.Fence, 10, [])).Items.ShouldBeEmpty();
        (await account.Status()).Unknown.ShouldBe(1);
        (await host.AsOperator<IChannelAccountGrain>(Key, Scope.Write).Send(Message("m1"))).Outcome.ShouldBe(OutboundOutcome.Unknown);
    }

    [Fact]
    public async Task Sends_keep_their_order_in_a_chat_and_each_has_its_audit_record_first()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        await host.AsOperator<IChannelAccountGrain>(Key, Scope.Write).Send(Message("m1"));
        await host.AsOperator<IChannelAccountGrain>(Key, Scope.Write).Send(Message("m2"));
        IChannelAccountGrain account = host.AsGateway<IChannelAccountGrain>(Key);
        ConnectionLease lease = await account.AcquireLease("one");

        OutboundItem first = (await account.ClaimOutbox(lease.Fence, 10, [])).Items.Single();
        (await account.ClaimOutbox(lease.Fence, 10, [first.Id])).Items.ShouldBeEmpty();
        await account.ReportOutbox(lease.Fence, [new OutboundReport { Id = first.Id, Outcome = OutboundOutcome.Sent, MessageId = "77" }]);
        OutboundItem second = (await account.ClaimOutbox(lease.Fence, 10, [])).Items.Single();

        (first.Id, second.Id).ShouldBe(("m1#0", "m2#0"));
        (await host.AsOperator<IAuditGrain>(Tenant, Scope.Admin).Tail(10)).Count(record => record.Entry.Action == "channel.send").ShouldBe(2);
    }

    [Fact]
    public async Task A_claim_whose_answer_went_lost_is_handed_out_again()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        await host.AsOperator<IChannelAccountGrain>(Key, Scope.Write).Send(Message("m1"));
        IChannelAccountGrain account = host.AsGateway<IChannelAccountGrain>(Key);
        ConnectionLease lease = await account.AcquireLease("one");
        OutboundItem lost = (await account.ClaimOutbox(lease.Fence, 10, [])).Items.Single();

        OutboundItem again = (await account.ClaimOutbox(lease.Fence, 10, [])).Items.Single();

        again.Id.ShouldBe(lost.Id);
        (await account.Status()).Unknown.ShouldBe(0);
    }

    [Fact]
    public async Task A_message_with_a_delay_holds_its_chat_up_and_says_when_it_is_due()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        IChannelAccountGrain sender = host.AsOperator<IChannelAccountGrain>(Key, Scope.Write);
        await sender.Send(Message("m1"));
        await sender.Send(Message("m2") with { DelayMs = 3_600_000 });
        await sender.Send(Message("m3"));
        IChannelAccountGrain account = host.AsGateway<IChannelAccountGrain>(Key);
        ConnectionLease lease = await account.AcquireLease("one");

        OutboxClaim first = await account.ClaimOutbox(lease.Fence, 10, []);
        await account.ReportOutbox(lease.Fence, [new OutboundReport { Id = "m1#0", Outcome = OutboundOutcome.Sent, MessageId = "77" }]);
        OutboxClaim second = await account.ClaimOutbox(lease.Fence, 10, []);

        first.Items.Single().Id.ShouldBe("m1#0");
        first.NextDueMs.ShouldBeNull();
        second.Items.ShouldBeEmpty();
        second.NextDueMs!.Value.ShouldBeInRange(3_000_000, 3_600_000);
    }

    [Fact]
    public async Task A_piece_to_be_tried_again_says_when()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        await host.AsOperator<IChannelAccountGrain>(Key, Scope.Write).Send(Message("m1"));
        IChannelAccountGrain account = host.AsGateway<IChannelAccountGrain>(Key);
        ConnectionLease lease = await account.AcquireLease("one");
        await account.ClaimOutbox(lease.Fence, 10, []);
        await account.ReportOutbox(lease.Fence, [new OutboundReport { Id = "m1#0", Outcome = OutboundOutcome.Retry, RetryAfterMs = 1_000_000 }]);

        (await account.ClaimOutbox(lease.Fence, 10, [])).NextDueMs!.Value.ShouldBeInRange(900_000, 1_000_000);
    }

    [Fact]
    public async Task An_unknown_outcome_that_nobody_resolved_is_forgotten_and_on_record()
    {
        var time = new ManualTime();
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config, time);
        var outbox = host.Services.GetRequiredService<IOutboxStore>();
        var row = new ChannelAccount(TenantId.Default, "telegram", "default");
        DateTimeOffset now = time.GetUtcNow();
        await outbox.EnqueueAsync(row, [.. new[] { "old", "new" }.Select(id => new NewOutboxMessage(id, id, "{}"u8.ToArray(), now))]);
        await outbox.ClaimDueAsync(row, 1, now, 10);
        await outbox.MarkUnknownAsync(row, "old", 1, "x", now - TimeSpan.FromDays(30));
        await outbox.MarkUnknownAsync(row, "new", 1, "x", now - TimeSpan.FromDays(29));
        IChannelAccountGrain account = host.AsGateway<IChannelAccountGrain>(Key);
        ChannelAccountStatus before = await account.Status();

        Task pruned = time.WhenArmed(TimeSpan.FromHours(6));
        time.Advance(TimeSpan.FromMinutes(10));
        await pruned;

        (before.Unknown, before.OldestUnknownAt).ShouldBe((2, (now - TimeSpan.FromDays(30)).ToUnixTimeMilliseconds()));
        ChannelAccountStatus after = await host.AsGateway<IChannelAccountGrain>(Key).Status();
        (after.Unknown, after.OldestUnknownAt).ShouldBe((1, (now - TimeSpan.FromDays(29)).ToUnixTimeMilliseconds()));
        (await host.AsOperator<IAuditGrain>(Tenant, Scope.Admin).Tail(10)).Single(record => record.Entry.Action == "channel.forget")
            .Entry.Target.ShouldBe("telegram/default/old");
    }

    [Fact]
    public async Task Logged_out_it_stays_so_until_the_account_is_configured_anew()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        await host.AsOperator<IChannelAccountGrain>(Key, Scope.Admin).Logout();
        (await host.AsGateway<IChannelAccountGrain>(Key).AcquireLease("one")).LoggedOut.ShouldBeTrue();

        File.WriteAllText(host.Documents.Path, Config.Replace("1:x", "1:y", StringComparison.Ordinal));
        await host.AsGateway<GrainInterfaces.Tenants.ITenantGrain>(Tenant).Reload();

        (await host.AsGateway<IChannelAccountGrain>(Key).AcquireLease("one")).Granted.ShouldBeTrue();
    }

    [Fact]
    public async Task Only_who_has_the_lease_says_where_the_platforms_stream_stands()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        IChannelAccountGrain account = host.AsGateway<IChannelAccountGrain>(Key);
        ConnectionLease old = await account.AcquireLease("one");
        await account.Receive(Dm("1", "7") with { Cursor = "S1" }, old.Fence);
        await account.ReleaseLease("one", old.Fence);
        ConnectionLease current = await account.AcquireLease("two");
        current.Cursor.ShouldBe("S1");
        await account.Receive(Dm("2", "7") with { Cursor = "S2" }, current.Fence);

        (await account.Receive(Dm("3", "7") with { Cursor = "S1 again" }, old.Fence)).Stored.ShouldBeTrue();
        await account.Receive(Dm("2", "7") with { Cursor = "S1 for the third time" }, old.Fence);
        await account.Receive(Dm("4", "7") with { Cursor = "nobody's" });

        (await account.AcquireLease("two", current.Fence)).Cursor.ShouldBe("S2");
    }

    [Fact]
    public async Task Who_did_something_is_told_whether_anything_comes_of_it()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);

        (await Receive(host, Dm("1", "99"))).Sequel.ShouldBe(InboundSequel.Answer);
        (await Receive(host, Dm("2", "99"))).Sequel.ShouldBe(InboundSequel.None, "the code was told already");
        (await Receive(host, Dm("2", "99"))).Sequel.ShouldBe(InboundSequel.None);
        (await Receive(host, Dm("3", "99") with { Kind = InboundKind.Button })).Sequel.ShouldBe(InboundSequel.None);
        (await Receive(host, Dm("4", "7"))).Sequel.ShouldBe(InboundSequel.Answer);
        (await Receive(host, Dm("5", "7") with { Kind = InboundKind.Edit })).Sequel.ShouldBe(InboundSequel.Silent);
    }

    [Fact]
    public async Task Logged_out_nobody_gets_the_lease()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        await host.AsGateway<IChannelAccountGrain>(Key).AcquireLease("one");

        (await host.AsOperator<IChannelAccountGrain>(Key, Scope.Admin).Logout()).ShouldBeTrue();

        (await host.AsGateway<IChannelAccountGrain>(Key).AcquireLease("one")).LoggedOut.ShouldBeTrue();
    }

    [Fact]
    public async Task An_account_that_is_not_configured_lets_nobody_in()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, "{}");

        (await Receive(host, Dm("1", "7"))).Outcome.ShouldBe("dropped: the account is not configured");
    }

    private static OutboundMessage Message(string id) => new()
    {
        Id = id,
        Text = "hello",
        Target = new ReplyTarget { Channel = "telegram", Account = "default", ChatId = "7" },
    };

    private static Task<ReceiveResult> Receive(GrainHost host, InboundMessage message) => host.AsGateway<IChannelAccountGrain>(Key).Receive(message);

    private static IPairingGrain Pairing(GrainHost host) => host.AsOperator<IPairingGrain>(Key, Scope.Pairing);

    private static InboundMessage Dm(string updateId, string senderId) => new()
    {
        UpdateId = updateId,
        Kind = InboundKind.Message,
        ChatId = senderId.Trim(),
        ChatKind = ChatKind.Direct,
        Sender = new InboundSender { Id = senderId, Name = "Somebody" },
        MessageId = "m" + updateId,
        Text = "hello",
        SentAt = 1_700_000_000_000,
    };
}
