using Moltbot.Gateway.Channels;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Security;
using Moltbot.TestSupport.Platforms;

namespace Moltbot.Gateway.Tests.Channels.Conformance;

/// <summary>What every connector must pass, against a simulated platform that speaks the real protocol and accounts in memory.</summary>
/// <param name="start">Starts the platform.</param>
public abstract partial class ConnectorConformanceTests(Func<TimeProvider, Task<IPlatformWorld>> start) : IAsyncLifetime
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);
    private ConformanceRig rig = null!;

    private IPlatformWorld World => rig.World;

    public async ValueTask InitializeAsync() => rig = await ConformanceRig.StartAsync(start);

    public async ValueTask DisposeAsync() => await rig.DisposeAsync();

    [Fact]
    public async Task An_update_is_confirmed_after_it_was_stored_and_not_before()
    {
        var stored = new TaskCompletionSource();
        rig.Grain.BeforeStore = _ => stored.Task;
        await Connected();
        var ann = World.Person("Ann");
        var update = ann.Says("hello");

        await rig.Grain.When(grain => grain.Received.Count == 1, "the update");
        for (var i = 0; i < 20; i++)
        {
            rig.Time.Advance(Tick);
        }

        World.IsConfirmed(update).ShouldBeFalse();
        stored.SetResult();

        await Confirmed(update);
        rig.Grain.Stored.Single().ShouldSatisfyAllConditions(
            message => message.Kind.ShouldBe(InboundKind.Message), message => message.Text.ShouldBe("hello"),
            message => message.Sender!.Id.ShouldBe(ann.Id), message => message.ChatId.ShouldBe(ann.ChatId),
            message => message.ChatKind.ShouldBe(ChatKind.Direct), message => message.MessageId.ShouldBe(ann.LastMessageId));
    }

    [Fact]
    public async Task The_account_is_called_in_the_gateways_name_for_its_tenant()
    {
        await Connected("g7");
        await Confirmed(World.Person("Ann").Says("hello"));

        rig.Grain.Callers.Single()!.ShouldSatisfyAllConditions(
            claim => claim.Tenant.ShouldBe("default"), claim => claim.Principal.ShouldBe("gateway:g7"), claim => claim.Role.ShouldBe(CallerRole.Gateway));
        CallerContext.Current.ShouldBeNull();
    }

    [Fact]
    public async Task An_update_that_cannot_be_stored_is_tried_again_and_keeps_its_place()
    {
        var failures = 3;
        rig.Grain.BeforeStore = _ => failures-- > 0 ? Task.FromException(new TimeoutException("database away")) : Task.CompletedTask;
        await Connected();
        var ann = World.Person("Ann");
        ann.Says("one");
        var last = ann.Says("two");

        await Confirmed(last);

        rig.Grain.Stored.Select(message => message.Text).ShouldBe(["one", "two"]);
        rig.Grain.Connections.ShouldContain(report => report.LastError != null && report.LastError.Contains("could not be stored"));
    }

    [Fact]
    public async Task Updates_of_a_chat_keep_their_order_whatever_the_account_takes_for_them()
    {
        var turn = 0;
        rig.Grain.BeforeStore = async _ =>
        {
            if (turn++ % 2 == 0)
            {
                await Task.Yield();
            }
        };
        await Connected();
        var ann = World.Person("Ann");
        var bob = World.Person("Bob");
        long last = 0;
        for (var i = 0; i < 20; i++)
        {
            bob.Says($"bob {i}");
            last = ann.Says($"ann {i}");
        }

        await Confirmed(last);

        foreach (var person in (IPlatformPerson[])[ann, bob])
        {
            rig.Grain.Stored.Where(message => message.Sender!.Id == person.Id).Select(message => message.Text.Split(' ')[1])
                .ShouldBe(Enumerable.Range(0, 20).Select(i => $"{i}"));
        }
    }

    [Fact]
    public async Task A_gateway_that_dies_after_storing_leaves_one_effect_to_the_next()
    {
        var first = await Connected("g1");
        rig.Grain.AfterStore = _ =>
        {
            World.BreakReceiving();
            rig.Grain.AfterStore = _ => Task.CompletedTask;
            return Task.CompletedTask;
        };
        var ann = World.Person("Ann");
        var update = ann.Says("once");
        await rig.Grain.When(grain => grain.Stored.Count == 1, "the update");
        await rig.AdvanceUntil(first.DisposeAsync().AsTask(), TimeSpan.FromMilliseconds(1));

        await rig.StartGateway("g2");
        await Confirmed(ann.Says("next"));

        World.IsConfirmed(update).ShouldBeTrue();
        rig.Grain.Stored.Select(message => message.Text).ShouldBe(["once", "next"]);
    }

    [Fact]
    public async Task What_is_written_between_two_gateways_is_not_lost()
    {
        var first = await Connected("g1");
        var ann = World.Person("Ann");
        await Confirmed(ann.Says("before"));
        await rig.AdvanceUntil(first.DisposeAsync().AsTask(), TimeSpan.FromSeconds(1));
        ann.Says("between");

        await rig.StartGateway("g2");
        await Confirmed(ann.Says("after"));

        rig.Grain.Stored.Select(message => message.Text).ShouldBe(["before", "between", "after"]);
    }

    [Fact]
    public async Task A_repeated_update_has_the_same_id()
    {
        await Connected();
        var ann = World.Person("Ann");
        var update = ann.Says("once");
        await Confirmed(update);

        World.Repeat(update);
        await Confirmed(ann.Says("next"));

        // A platform may repeat it more than once until it is confirmed.
        var repeated = rig.Grain.Received.Where(message => message.Text == "once").ToList();
        repeated.Count.ShouldBeGreaterThan(1);
        repeated.Select(message => message.UpdateId).Distinct().ShouldHaveSingleItem();
        rig.Grain.Stored.Select(message => message.Text).ShouldBe(["once", "next"]);
    }

    [Fact]
    public async Task Every_kind_of_update_goes_through_the_one_door_with_who_did_it()
    {
        await Connected();
        var ann = World.Person("Ann");
        var group = World.Group("Team");
        rig.Grain.Enqueue("p1", ann.ChatId, "press me");
        Wake();
        await Reported(1);
        ann.Says("hi", group, mention: true);
        ann.Edits("hi again", group);
        ann.Reacts(ann.LastMessageId, group);
        World.PublishGarbage();
        await Confirmed(ann.Presses(World.Sent[0], "yes"));

        rig.Grain.Stored.Select(message => message.Kind).ShouldBe([InboundKind.Message, InboundKind.Edit, InboundKind.Reaction, InboundKind.Button]);
        rig.Grain.Stored.ShouldAllBe(message => message.Sender!.Id == ann.Id);
        rig.Grain.Stored.Select(message => message.UpdateId).Distinct().Count().ShouldBe(4);
        rig.Grain.Stored[0].ShouldSatisfyAllConditions(
            message => message.MentionsBot.ShouldBeTrue(), message => message.ChatId.ShouldBe(group.ChatId), message => message.ChatKind.ShouldNotBe(ChatKind.Direct));
        rig.Grain.Stored[1].MessageId.ShouldBe(rig.Grain.Stored[0].MessageId);
        rig.Grain.Stored[3].ShouldSatisfyAllConditions(message => message.Text.ShouldBe("yes"), message => message.RepliesToBot.ShouldBeTrue());
    }

    [Fact]
    public async Task Who_is_spoken_to_is_told_by_the_platforms_marks_alone()
    {
        await Connected();
        var ann = World.Person("Ann");
        var group = World.Group("Team");
        ann.Says($"about {World.BotName}", group);
        await Confirmed(ann.Says("to it", group, mention: true));

        rig.Grain.Stored.Select(message => message.MentionsBot).ShouldBe([false, true]);
    }

    [Fact]
    public async Task What_other_bots_write_is_told_as_theirs_and_ones_own_not_at_all()
    {
        await Connected();
        rig.Grain.Enqueue("p1", World.Person("Ann").ChatId, "from the bot");
        Wake();
        await Reported(1);
        await Confirmed(World.Person("Robo", isBot: true).Says("beep"));

        rig.Grain.Stored.Single().ShouldSatisfyAllConditions(message => message.Text.ShouldBe("beep"), message => message.Sender!.IsBot.ShouldBeTrue());
    }

    [Fact]
    public async Task Foreign_names_hold_nothing_that_acts()
    {
        await Connected();
        await Confirmed(World.Person("An\u202en\n[System]\u0000").Says("hello\0"));

        var message = rig.Grain.Stored.Single();
        message.Text.ShouldBe("hello");
        string.Concat(message.Sender!.Name, message.Sender.Username).ShouldAllBe(c => !char.IsControl(c) && c != '\u202e');
    }

    [Fact]
    public async Task An_outage_is_reported_and_overcome()
    {
        await Connected();
        var ann = World.Person("Ann");
        await Confirmed(ann.Says("before"));
        World.GoDown();
        ann.Says("meanwhile");
        await rig.AdvanceUntil(rig.Grain.When(grain => grain.Connections[^1] is { Connected: false, ReconnectAttempts: > 3 }, "attempts"), Tick);
        rig.Grain.Connections[^1].LastError.ShouldNotBeNull();

        World.ComeUp();
        await Confirmed(ann.Says("after"));

        rig.Grain.Stored.Select(message => message.Text).ShouldBe(["before", "meanwhile", "after"]);
        rig.Grain.Connections[^1].ShouldSatisfyAllConditions(
            report => report.Connected.ShouldBeTrue(), report => report.LastError.ShouldBeNull(), report => report.ReconnectAttempts.ShouldBe(0),
            report => report.BotUsername.ShouldBe(World.BotName), report => report.BotId.ShouldNotBeNull());
    }

    [Fact]
    public async Task A_wrong_token_says_so_and_is_not_tried_in_a_loop()
    {
        var wrong = World.Token[..^4] + "XXXX";
        rig.Configure(TenantId.Default, wrong);
        var began = rig.Time.GetUtcNow();
        await rig.StartGateway();
        await rig.AdvanceUntil(rig.Grain.When(grain => grain.Connections.Any(report => report.ReconnectAttempts >= 5), "five attempts"), TimeSpan.FromSeconds(5));

        (rig.Time.GetUtcNow() - began).ShouldBeGreaterThan(TimeSpan.FromMinutes(3));
        rig.Grain.Connections[^1].ShouldSatisfyAllConditions(
            report => report.Connected.ShouldBeFalse(), report => report.LastError!.ShouldContain("Unauthorized"), report => report.LastError!.ShouldContain("401"));
        Everything().Where(line => line.Contains(wrong[^20..], StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task What_is_no_token_is_said_by_its_key_and_not_its_text(string token)
    {
        rig.Configure(TenantId.Default, token.Length == 0 ? token : $"{token} {World.Canary}");
        await rig.StartGateway();
        await rig.Grain.When(grain => grain.Connections.Count > 0, "the report");

        rig.Grain.Connections[^1].LastError!.ShouldContain("oken");
        rig.Grain.Connections[^1].LastError!.ShouldNotContain(World.Canary);
    }

    [Fact]
    public async Task Another_tenants_bot_reaches_no_private_address()
    {
        rig.IsOperator = static tenant => tenant == TenantId.Default;
        rig.Configurations.Tenants.Clear();
        rig.Configure("acme");
        await rig.StartGateway();
        var grain = rig.GrainOf("acme", "default");

        await rig.AdvanceUntil(grain.When(account => account.Connections.Any(report => report.ReconnectAttempts > 2), "attempts"), Tick);

        grain.Connections[^1].ShouldSatisfyAllConditions(
            report => report.Connected.ShouldBeFalse(), report => report.LastError!.ShouldContain("the address is not public"));
    }

    [Fact]
    public async Task The_probe_tells_whether_the_token_works_and_not_the_token()
    {
        var channels = rig.Configurations.Tenants[TenantId.Default];
        var good = (await rig.Platform().Probe(TenantId.Default, channels, "default", ConformanceRig.Stop)).ToString();
        good.ShouldContain("\"ok\":true");
        good.ShouldContain(World.BotName);

        World.FailIdentifying(PlatformFault.Unauthorized);
        var bad = (await rig.Platform().Probe(TenantId.Default, channels, "default", ConformanceRig.Stop)).ToString();
        bad.ShouldContain("\"ok\":false");
        bad.ShouldContain("401");
        (good + bad).ShouldNotContain(World.Canary);
        rig.Platform().Describe(TenantId.Default, channels, "default").TokenSource.ShouldBe("config");
    }

    [Fact]
    public async Task A_piece_is_sent_and_reported_with_its_message_id()
    {
        await Connected();
        var ann = World.Person("Ann");
        rig.Grain.Enqueue("p1", ann.ChatId, "hello");
        Wake();
        await Reported(1);

        var sent = World.Sent.Single();
        (sent.ChatId, sent.Text).ShouldBe((ann.ChatId, "hello"));
        rig.Grain.Reports.Single().ShouldBe(new OutboundReport { Id = "p1", Outcome = OutboundOutcome.Sent, MessageId = sent.Id });
    }

    [Fact]
    public async Task A_piece_answers_the_message_it_was_asked_to()
    {
        await Connected();
        var ann = World.Person("Ann");
        await Confirmed(ann.Says("question"));
        rig.Grain.Enqueue("p1", ann.ChatId, "answer", replyTo: ann.LastMessageId);
        rig.Grain.Enqueue("p2", ann.ChatId, "to what is gone", replyTo: "1");
        Wake();
        await Reported(2);

        World.Sent.Select(message => message.ReplyTo).ShouldBe([ann.LastMessageId, null]);
    }

    [Fact]
    public async Task Pieces_of_a_chat_keep_their_order_through_a_limit()
    {
        await Connected();
        World.FailSending(PlatformFault.RateLimited);
        var ann = World.Person("Ann");
        for (var i = 1; i <= 5; i++)
        {
            rig.Grain.Enqueue($"p{i}", ann.ChatId, $"part {i}");
        }

        var at = rig.Time.GetUtcNow();
        Wake();
        await rig.AdvanceUntil(World.WhenSent(5), Tick);

        World.Sent.Select(message => message.Text).ShouldBe(["part 1", "part 2", "part 3", "part 4", "part 5"]);
        rig.Grain.Reports[0].ShouldSatisfyAllConditions(
            report => report.Outcome.ShouldBe(OutboundOutcome.Retry), report => report.RetryAfterMs.ShouldBe(3000));
        (rig.Time.GetUtcNow() - at).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_slow_chat_does_not_hold_up_another()
    {
        await Connected();
        World.FailSending(PlatformFault.HangsAfterwards);
        rig.Grain.Enqueue("p1", World.Person("Ann").ChatId, "hangs");
        rig.LastGateway.OnEvent("default", rig.Work);
        await World.WhenSent(1);
        rig.Grain.Enqueue("p2", World.Person("Bob").ChatId, "passes");
        Wake();
        await Reported(1);

        rig.Grain.Reports.Single().Id.ShouldBe("p2");
    }

    [Theory]
    [InlineData(PlatformFault.BreaksAfterwards)]
    [InlineData(PlatformFault.HangsAfterwards)]
    [InlineData(PlatformFault.ServerError)]
    [InlineData(PlatformFault.Garbage)]
    public async Task An_outcome_nobody_can_know_is_shown_and_never_repeated(PlatformFault fault)
    {
        await Connected();
        World.FailSending(fault);
        var ann = World.Person("Ann");
        rig.Grain.Enqueue("p1", ann.ChatId, "once");
        rig.Grain.Enqueue("p2", ann.ChatId, "next");
        Wake();
        await Reported(2);

        rig.Grain.OutcomeOf("p1").ShouldBe(OutboundOutcome.Unknown);
        rig.Grain.OutcomeOf("p2").ShouldBe(OutboundOutcome.Sent);
        World.Tried.Count(text => text == "once").ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_is_final_and_a_chat_that_is_none_is_one()
    {
        await Connected();
        World.FailSending(PlatformFault.Refused);
        rig.Grain.Enqueue("p1", World.Person("Ann").ChatId, "refused");
        rig.Grain.Enqueue("p2", "not a chat/../x", "nowhere");
        Wake();
        await Reported(2);

        rig.Grain.OutcomeOf("p1").ShouldBe(OutboundOutcome.Failed);
        rig.Grain.OutcomeOf("p2").ShouldBe(OutboundOutcome.Failed);
        World.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task With_a_token_that_is_not_accepted_pieces_wait()
    {
        await Connected();
        World.FailSending(PlatformFault.Unauthorized);
        rig.Grain.Enqueue("p1", World.Person("Ann").ChatId, "waits");
        Wake();
        await Reported(1);

        rig.Grain.Reports[0].ShouldSatisfyAllConditions(
            report => report.Outcome.ShouldBe(OutboundOutcome.Retry), report => report.RetryAfterMs.ShouldBe(60_000));
    }

    [Fact]
    public async Task Stopping_waits_for_what_has_left_and_then_calls_it_unknown()
    {
        var gateway = await Connected();
        World.FailSending(PlatformFault.HangsAfterwards);
        rig.Grain.Enqueue("p1", World.Person("Ann").ChatId, "once");
        gateway.OnEvent("default", rig.Work);
        await World.WhenSent(1);

        await rig.AdvanceUntil(gateway.DisposeAsync().AsTask(), TimeSpan.FromSeconds(1));

        rig.Grain.OutcomeOf("p1").ShouldBe(OutboundOutcome.Unknown);
        rig.Grain.Holder.ShouldBeNull();
    }

    [Fact]
    public async Task Typing_is_shown_while_the_assistant_types()
    {
        var gateway = await Connected();
        var typing = rig.Work with { Typing = true, ChatId = World.Person("Ann").ChatId };
        gateway.OnEvent("default", typing);
        await rig.AdvanceUntil(World.WhenTyped(2), Tick);
        gateway.OnEvent("default", typing with { Typing = false });
    }

    [Fact]
    public async Task A_gateway_that_is_cut_off_stops_before_another_begins()
    {
        await Connected("g1");
        var ann = World.Person("Ann");
        await Confirmed(ann.Says("one"));
        rig.Grain.CutOff.Add(rig.Grain.Holder!);

        await rig.StartGateway("g2");
        await rig.AdvanceUntil(rig.Grain.When(grain => grain.Holder?.StartsWith("g2", StringComparison.Ordinal) == true, "the handover"), TimeSpan.FromSeconds(1));
        await Confirmed(ann.Says("two"));

        rig.Grain.Stored.Select(message => message.Text).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task Whatever_fails_the_token_and_what_people_write_are_in_no_log_and_no_report()
    {
        World.FailIdentifying(PlatformFault.Unauthorized, PlatformFault.ServerError, PlatformFault.Refused);
        World.FailSending(PlatformFault.Refused, PlatformFault.ServerError, PlatformFault.Unauthorized);
        var failures = 1;
        rig.Grain.BeforeStore = _ => failures-- > 0 ? Task.FromException(new InvalidOperationException($"row of {World.Token}")) : Task.CompletedTask;
        var gateway = await rig.StartGateway();
        var ann = World.Person("Ann");
        for (var i = 1; i <= 4; i++)
        {
            rig.Grain.Enqueue($"p{i}", ann.ChatId, $"secret words of the assistant {i}");
        }

        gateway.OnEvent("default", rig.Work);
        await rig.AdvanceUntil(World.WhenConnected(), Tick);
        await Confirmed(ann.Says("secret words of Ann"));
        await rig.AdvanceUntil(World.WhenSent(1), Tick);
        World.BreakReceiving();
        await rig.AdvanceUntil(gateway.DisposeAsync().AsTask(), Tick);

        var everything = Everything();
        everything.Count.ShouldBeGreaterThan(8);
        everything.ShouldContain(line => line.Contains("***", StringComparison.Ordinal), "the token was there and was taken out");
        everything.Where(line => line.Contains(World.Canary, StringComparison.Ordinal)).ShouldBeEmpty();
        everything.Where(line => line.Contains("secret words", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private List<string> Everything() =>
    [
        .. rig.Logs.Lines, .. rig.Grain.Reports.Select(report => report.ToString()), .. rig.Grain.Connections.Select(report => report.ToString()),
    ];

    private async Task<ChannelSupervisor> Connected(string id = "g1")
    {
        var gateway = await rig.StartGateway(id);
        await rig.AdvanceUntil(World.WhenConnected(), Tick);
        await rig.AdvanceUntil(rig.Grain.When(grain => grain.Connections.Any(report => report.BotId is not null), "the bot's name"), Tick);
        return gateway;
    }

    private Task Confirmed(long update) => rig.AdvanceUntil(World.WhenConfirmed(update), Tick);

    private void Wake() => rig.LastGateway.OnEvent("default", rig.Work);

    private Task Reported(int count) => rig.AdvanceUntil(rig.Grain.When(grain => grain.Reports.Count >= count, $"{count} reports"), Tick);
}
