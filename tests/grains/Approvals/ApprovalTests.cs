using Microsoft.Extensions.DependencyInjection;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Grains.Approvals;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Approvals;

/// <summary>A request ends once and is worth one run; attacks E5, E6, E11 and E12.</summary>
public sealed class ApprovalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, Func<ExecCall, ExecCall>> OtherRuns => new()
    {
        { "another argument", call => call with { Command = "tool y" } },
        { "one argument for two", call => call with { Command = null, Argv = ["tool x"] } },
        { "a chain", call => call with { Command = "tool x; tool x" } },
        { "another folder", call => call with { Cwd = "/work2" } },
        { "a variable", call => call with { Environment = new Dictionary<string, string> { ["TZ"] = "UTC" } } },
        { "another program of that name", call => call with { Programs = [call.Programs[0] with { Path = "/opt/tool" }] } },
        { "a link that leads elsewhere", call => call with { Programs = [call.Programs[0] with { RealPath = "/opt/tool" }] } },
        { "a file that was changed", call => call with { Programs = [call.Programs[0] with { ContentHash = new string('b', 64) }] } },
        { "a script beside it", call => call with { Scripts = [new ScriptFact("/work/x", new string('b', 64))] } },
        { "another host", call => call with { Host = "node", NodeId = "n" } },
        { "another agent", call => call with { AgentId = "ops" } },
        { "another session", call => call with { SessionKey = "agent:main:other" } },
        { "another's turn", call => call with { AskedBy = "telegram:7" } },
        { "a sandbox", call => call with { IsSandboxed = true } },
        { "a script by another name", call => call with { Scripts = [new ScriptFact("/work/x", new string('b', 64), "x")] } },
        { "another conversation", call => call with { SessionId = "s2" } },
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Of_many_who_answer_at_once_one_is_heard()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var asking = new Asking(host);
        await asking.Ask();

        ApprovalReceipt[] receipts = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(() =>
            asking.Answer(i % 2 == 0 ? "allow-once" : "deny", $"device:{i}")))).InTime();

        receipts.Count(static receipt => receipt == ApprovalReceipt.Recorded).ShouldBe(1);
        ApprovalView ended = await asking.Show();
        ended.Answers.ShouldHaveSingleItem().Decision.ShouldBe(ended.Decision);
        ended.Status.ShouldBe(ended.Decision == "deny" ? ApprovalStatus.Denied : ApprovalStatus.Allowed);
        (await asking.Ended()).Decision.ShouldBe(ended.Decision);
        (await asking.Records("exec.approval.answer")).ShouldHaveSingleItem().Entry.Actor.ShouldBe(ended.Answers[0].Principal);
        (await asking.Answer("deny")).ShouldBe(ApprovalReceipt.Unknown);
        host.Events.All.OfType<ExecApprovalResolvedEvent>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Of_many_who_redeem_at_once_one_runs_and_no_other_ever()
    {
        ExecGrant?[] grants;
        await using (GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway))
        {
            var asking = new Asking(host);
            ApprovalView asked = await asking.Ask();
            (await asking.AsGrain().Redeem(Asking.Call())).ShouldBeNull("nobody has answered");
            await asking.Answer("allow-once");
            grants = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => Task.Run(() => asking.AsGrain().Redeem(Asking.Call())))).InTime();
            ExecGrant grant = grants.OfType<ExecGrant>().ShouldHaveSingleItem();
            (grant.ApprovalId, grant.Hash, grant.Decision).ShouldBe(("a1", asked.Hash!, "allow-once"));
            (await asking.Records("exec.approval.redeem")).ShouldHaveSingleItem();
        }

        await using GrainHost next = await GrainHost.Start(_folder.Path, Asking.Gateway);
        (await new Asking(next).AsGrain().Redeem(Asking.Call())).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(OtherRuns))]
    public async Task What_was_approved_is_worth_nothing_for(string what, Func<ExecCall, ExecCall> change)
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var asking = new Asking(host);
        await asking.Ask();
        await asking.Answer("allow-once");

        (await asking.AsGrain().Redeem(change(Asking.Call()))).ShouldBeNull(what);
        (await asking.AsGrain().Redeem(Asking.Call())).ShouldNotBeNull("the run that was approved is still allowed");
    }

    [Theory]
    [InlineData("deny")]
    [InlineData("withdrawn")]
    [InlineData("open")]
    public async Task What_was_not_allowed_gives_no_grant(string end)
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var asking = new Asking(host);
        await asking.Ask();
        if (end == "deny")
        {
            await asking.Answer("deny");
        }
        else if (end == "withdrawn")
        {
            (await asking.AsGrain().Withdraw()).ShouldBeTrue();
            (await asking.Answer("allow-once")).ShouldBe(ApprovalReceipt.Unknown);
        }

        (await asking.AsGrain().Redeem(Asking.Call())).ShouldBeNull();
        (await asking.AsGrain("never-asked").Redeem(Asking.Call())).ShouldBeNull();
    }

    [Fact]
    public async Task An_answer_after_its_time_is_none_though_no_timer_said_so()
    {
        var time = new ManualTime();
        await using (GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway, time))
        {
            await new Asking(host).Ask();
        }

        // The silo was away when the time was over.
        var later = new ManualTime(time.GetUtcNow() + TimeSpan.FromMinutes(5));
        await using GrainHost next = await GrainHost.Start(_folder.Path, Asking.Gateway, later);
        var asking = new Asking(next);
        (await asking.Answer("allow-once")).ShouldBe(ApprovalReceipt.Unknown);
        (await asking.Show()).Status.ShouldBe(ApprovalStatus.Expired);
        (await asking.AsGrain().Redeem(Asking.Call())).ShouldBeNull();
        (await asking.Ended()).Decision.ShouldBeNull();
    }

    [Fact]
    public async Task A_moment_before_its_end_an_answer_counts_and_at_its_end_not()
    {
        var time = new ManualTime();
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway, time);
        var asking = new Asking(host);
        ApprovalView first = await asking.Ask();
        await asking.Ask("a2");
        (first.ExpiresAt - first.CreatedAt).ShouldBe(300_000);

        time.Advance(TimeSpan.FromMilliseconds(299_999));
        (await asking.Answer("allow-once")).ShouldBe(ApprovalReceipt.Recorded);
        time.Advance(TimeSpan.FromMilliseconds(1));
        (await asking.Answer("allow-once", id: "a2")).ShouldBe(ApprovalReceipt.Unknown);
    }

    [Fact]
    public async Task What_nobody_answers_ends_by_itself()
    {
        var time = new ManualTime();
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = new LostCalls { Begun = call => _ = call == "IApprovalQueueGrain.Remove" && settled.TrySetResult() };
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway, time, services => services.AddSingleton<IIncomingGrainCallFilter>(calls));
        var asking = new Asking(host);
        await asking.Ask();
        await host.Events.Next(e => e is ExecApprovalRequestedEvent { Approval.Id: "a1" }, "the request");

        for (TimeSpan passed = TimeSpan.Zero; passed < TimeSpan.FromMinutes(5); passed += ApprovalQueueGrain.Interval)
        {
            await time.WhenArmed(ApprovalQueueGrain.Interval);
            time.Advance(ApprovalQueueGrain.Interval);
        }

        await settled.Task.InTime();
        (await asking.Records("exec.approval.expire")).ShouldHaveSingleItem();
        (await asking.Queue.List()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_request_survives_a_restart_and_so_does_its_answer()
    {
        await using (GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway))
        {
            await new Asking(host).Ask();
        }

        await using (GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway))
        {
            var asking = new Asking(host);
            (await asking.Queue.List()).ShouldBe(["a1"]);
            (await asking.Answer("allow-once")).ShouldBe(ApprovalReceipt.Recorded);
        }

        await using GrainHost last = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var again = new Asking(last);
        ApprovalView ended = await again.Show();
        (ended.Status, ended.Answers[0].Principal, ended.Answers[0].Name, ended.Answers[0].Via).ShouldBe((ApprovalStatus.Allowed, "device:bob", "Bob", "gateway"));
        (await again.Answer("deny")).ShouldBe(ApprovalReceipt.Unknown);
        (await again.AsGrain().Redeem(Asking.Call())).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("approval")]
    [InlineData("audit")]
    public async Task An_answer_that_could_not_be_stored_or_recorded_was_never_given(string broken)
    {
        var lost = new LostCalls();
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway, more: services => services.AddSingleton<IIncomingGrainCallFilter>(lost));
        var asking = new Asking(host);
        await asking.Ask();
        await host.Events.Next(e => e is ExecApprovalRequestedEvent, "the request");
        host.Rows.Fails = state => broken == state;
        lost.Loses = call => broken == "audit" && call == "IAuditGrain.Append";

        await Should.ThrowAsync<Exception>(() => asking.Answer("allow-once"));
        await Should.ThrowAsync<Exception>(() => asking.AsGrain().Withdraw());
        host.Rows.Fails = static _ => false;
        lost.Loses = static _ => false;

        (await asking.Show()).Status.ShouldBe(ApprovalStatus.Open);
        (await asking.AsGrain().Redeem(Asking.Call())).ShouldBeNull();
        (await asking.Answer("deny")).ShouldBe(ApprovalReceipt.Recorded);
        (await asking.Ended()).Decision.ShouldBe("deny");
    }

    [Theory]
    [InlineData("approval")]
    [InlineData("audit")]
    public async Task A_grant_that_could_not_be_marked_as_used_is_not_handed_out(string broken)
    {
        var lost = new LostCalls();
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway, more: services => services.AddSingleton<IIncomingGrainCallFilter>(lost));
        var asking = new Asking(host);
        await asking.Ask();
        await asking.Answer("allow-once");
        await asking.Ended();
        host.Rows.Fails = state => broken == state;
        lost.Loses = call => broken == "audit" && call == "IAuditGrain.Append";
        await Should.ThrowAsync<Exception>(() => asking.AsGrain().Redeem(Asking.Call()));
        host.Rows.Fails = static _ => false;
        lost.Loses = static _ => false;

        (await asking.AsGrain().Redeem(Asking.Call())).ShouldNotBeNull();
        (await asking.AsGrain().Redeem(Asking.Call())).ShouldBeNull();
    }

    [Fact]
    public async Task Whoever_cannot_be_told_is_told_when_they_can()
    {
        var time = new ManualTime();
        var lost = new LostCalls();
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway, time, services => services.AddSingleton<IIncomingGrainCallFilter>(lost));
        var asking = new Asking(host);
        await asking.Policy.Decide(Asking.Call(), new ExecPreferences());
        lost.Loses = static call => call is "ITenantEventsGrain.Publish";
        await asking.Ask();
        (await asking.Answer("allow-once")).ShouldBe(ApprovalReceipt.Recorded);
        await time.WhenArmed(ApprovalGrain.RetryPause);
        lost.Loses = static _ => false;

        time.Advance(ApprovalGrain.RetryPause);

        (await asking.Ended()).Decision.ShouldBe("allow-once");
    }

    [Fact]
    public async Task Only_operators_with_the_scope_answer_and_no_grain_does()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var asking = new Asking(host);
        await asking.Ask();

        await Should.ThrowAsync<GrainAccessDeniedException>(() => asking.As("device:eve", "a1", Scope.Write, Scope.Read, Scope.Pairing).Answer("allow-once", null));
        await Should.ThrowAsync<GrainAccessDeniedException>(() => asking.As("device:eve", "a1", Scope.Admin).Redeem(Asking.Call()));
        await Should.ThrowAsync<GrainAccessDeniedException>(() => asking.As("device:eve", "a1", Scope.Admin).Ask("a2", new ApprovalAsk { Call = Asking.Call() }));
        (await asking.AsGrain().Answer("allow-once", null)).ShouldBe(ApprovalReceipt.NotAllowed);
        (await asking.Answer("yes")).ShouldBe(ApprovalReceipt.Invalid);
        (await asking.Show()).Status.ShouldBe(ApprovalStatus.Open);
    }

    [Fact]
    public async Task As_many_different_approvers_as_are_needed_allow_and_one_denies()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, "{ tools: { exec: { host: \"gateway\" } }, approvals: { exec: { quorum: 2 } } }");
        var asking = new Asking(host);
        await asking.Ask();
        await asking.Answer("allow-always", "device:bob");
        await asking.Answer("allow-always", "device:bob");
        (await asking.Show()).Status.ShouldBe(ApprovalStatus.Open);
        (await asking.AsGrain().Redeem(Asking.Call())).ShouldBeNull();
        await asking.Answer("allow-once", "device:eve");
        ApprovalView ended = await asking.Show();
        (ended.Status, ended.Decision, ended.Answers.Count).ShouldBe((ApprovalStatus.Allowed, "allow-once", 2));

        await asking.Ask("a2");
        await asking.Answer("allow-once", "device:bob", "a2");
        await asking.Answer("deny", "device:eve", "a2");
        (await asking.Show("a2")).Status.ShouldBe(ApprovalStatus.Denied);
    }

    [Fact]
    public async Task Two_ids_of_one_person_make_no_quorum_not_even_when_they_are_linked_later()
    {
        const string Quorum = "tools: { exec: { host: \"gateway\" } }, approvals: { exec: { quorum: 2 } }";
        const string Linked = "{ " + Quorum + ", session: { identityLinks: { ann: [\"device:bob\", \"telegram:42\"] } }, channels: { telegram: { botToken: \"1:a\", allowFrom: [\"42\"] } } }";
        await using (GrainHost host = await GrainHost.Start(_folder.Path, Linked))
        {
            var asking = new Asking(host);
            await asking.Ask();
            await asking.Answer("allow-always", "device:bob");
            (await asking.AsGrain().AnswerFromChat(new ChatAnswer { Channel = "telegram", Account = "default", SenderId = "42", ChatId = "42", AnswerId = "1", Decision = "allow-once", IsButton = true }))
                .ShouldBe(ApprovalReceipt.Recorded);
            ApprovalView open = await asking.Show();
            (open.Status, open.Answers.Count, open.Answers[0].Decision).ShouldBe((ApprovalStatus.Open, 1, "allow-once"), "the later answer of one person counts");
            await asking.Answer("allow-once", "device:eve");
            (await asking.Show()).Status.ShouldBe(ApprovalStatus.Allowed);
        }

        await using (GrainHost host = await GrainHost.Start(_folder.Path, Linked.Replace("device:bob", "device:eve", StringComparison.Ordinal)))
        {
            (await new Asking(host).AsGrain().Redeem(Asking.Call())).ShouldBeNull("both answers are one person's by now");
        }
    }

    [Fact]
    public async Task What_a_client_may_run_needs_as_many_people_when_it_begins()
    {
        var request = new ApprovalRequest { Command = "ls" };
        await using (GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway))
        {
            var asking = new Asking(host);
            await asking.As("device:ann").Open("a1", request);
            await asking.Answer("allow-once");
            await asking.Ended();
        }

        await using (GrainHost host = await GrainHost.Start(_folder.Path, "{ approvals: { exec: { quorum: 2 } } }"))
        {
            (await new Asking(host).AsGrain().RedeemOwn(request, "device:ann")).ShouldBeNull();
        }

        await using GrainHost last = await GrainHost.Start(_folder.Path, Asking.Gateway);
        (await new Asking(last).AsGrain().RedeemOwn(request, "device:ann")).ShouldBe("allow-once");
    }

    [Fact]
    public async Task Answers_that_are_one_persons_since_they_were_given_count_once()
    {
        const string Three = "tools: { exec: { host: \"gateway\" } }, approvals: { exec: { quorum: 3 } }";
        await using (GrainHost host = await GrainHost.Start(_folder.Path, "{ " + Three + " }"))
        {
            var asking = new Asking(host);
            await asking.Ask();
            await asking.Answer("allow-once", "device:bob");
            await asking.Answer("allow-once", "device:eve");
        }

        await using GrainHost next = await GrainHost.Start(_folder.Path, "{ " + Three + ", session: { identityLinks: { ann: [\"device:bob\", \"device:eve\"] } } }");
        var again = new Asking(next);
        await again.Answer("allow-once", "device:zoe");
        (await again.Show()).Status.ShouldBe(ApprovalStatus.Open);
        await again.Answer("allow-once", "device:max");
        (await again.Show()).Status.ShouldBe(ApprovalStatus.Allowed);
    }

    [Theory]
    [InlineData("full", true)]
    [InlineData("allowlist", false)]
    [InlineData("deny", false)]
    public async Task Unanswered_it_runs_only_where_the_document_says_so(string fallback, bool runs)
    {
        var time = new ManualTime();
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway, time);
        var asking = new Asking(host);
        await asking.Editor.Write($$"""{ "version": 1, "defaults": { "askFallback": "{{fallback}}" } }""", null);
        await asking.Ask();
        (await asking.AsGrain().Redeem(Asking.Call())).ShouldBeNull();
        time.Advance(TimeSpan.FromMinutes(5));

        ((await asking.AsGrain().Redeem(Asking.Call())) is { Decision: null }).ShouldBe(runs);
        (await asking.AsGrain().Redeem(Asking.Call())).ShouldBeNull();
    }

    [Theory]
    [InlineData("{ tools: { exec: { host: \"gateway\", security: \"deny\" } } }", null)]
    [InlineData("{ tools: { exec: { host: \"node\" } } }", null)]
    [InlineData("{ tools: { exec: { host: \"gateway\" } }, approvals: { exec: { quorum: 2 } } }", null)]
    [InlineData(Asking.Gateway, """{ "version": 1, "agents": { "main": { "security": "deny" } } }""")]
    public async Task What_is_forbidden_since_it_was_allowed_does_not_run(string config, string? document)
    {
        await using (GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway))
        {
            var asking = new Asking(host);
            await asking.Ask();
            await asking.Answer("allow-once");
            await asking.Ended();
        }

        await using (GrainHost host = await GrainHost.Start(_folder.Path, config))
        {
            var asking = new Asking(host);
            if (document is not null)
            {
                (await asking.Editor.Write(document, null)).Error.ShouldBeNull();
            }

            (await asking.AsGrain().Redeem(Asking.Call())).ShouldBeNull();
            (await asking.Editor.Write("""{ "version": 1 }""", (await asking.Editor.Show()).Hash)).Error.ShouldBeNull();
        }

        await using GrainHost last = await GrainHost.Start(_folder.Path, Asking.Gateway);
        (await new Asking(last).AsGrain().Redeem(Asking.Call())).ShouldNotBeNull("it is not used up");
    }

    [Fact]
    public async Task What_would_have_run_unanswered_does_not_once_nobody_says_so_any_more()
    {
        var time = new ManualTime();
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway, time);
        var asking = new Asking(host);
        string seen = (await asking.Editor.Write("""{ "version": 1, "defaults": { "askFallback": "full" } }""", null)).View.Hash;
        await asking.Ask();
        (await asking.Editor.Write("""{ "version": 1 }""", seen)).Error.ShouldBeNull();
        time.Advance(TimeSpan.FromMinutes(5));

        (await asking.AsGrain().Redeem(Asking.Call())).ShouldBeNull();
    }

    [Fact]
    public async Task A_permission_that_nobody_uses_ends()
    {
        var time = new ManualTime();
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway, time);
        var asking = new Asking(host);
        await asking.Ask();
        await asking.Answer("allow-once");
        time.Advance(TimeSpan.FromMinutes(10));

        (await asking.AsGrain().Redeem(Asking.Call())).ShouldBeNull();
    }

    [Fact]
    public async Task What_ended_is_forgotten_after_a_day_and_not_before()
    {
        var time = new ManualTime();
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway, time);
        var asking = new Asking(host);
        await EndOne("a1");
        time.Advance(ApprovalQueueGrain.EndedLife);
        await EndOne("a2");
        (await asking.Show("a1")).Status.ShouldBe(ApprovalStatus.Denied, "a day is not over yet");

        time.Advance(TimeSpan.FromMinutes(1));
        await EndOne("a3");
        await Waits.Until(async () => await asking.As("device:bob", "a1").Show() is null, "the first is forgotten");
        (await asking.Show("a2")).Status.ShouldBe(ApprovalStatus.Denied);
        (await asking.Answer("allow-once", id: "a1")).ShouldBe(ApprovalReceipt.Unknown);
        (await asking.AsGrain("a1").Redeem(Asking.Call())).ShouldBeNull();

        async Task EndOne(string id)
        {
            await asking.Ask(id);
            await asking.Answer("deny", id: id);
            await Waits.Until(async () => !(await asking.Queue.List()).Contains(id), "the end of " + id);
        }
    }

    [Fact]
    public async Task A_client_is_told_of_its_own_run_once()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var asking = new Asking(host);
        var request = new ApprovalRequest { Command = "sh -c x", Cwd = "/work", AgentId = "main" };
        (await asking.As("device:ann").Open("a1", request)).Refusal.ShouldBeNull();
        (await asking.As("device:ann").Open("a1", request)).Refusal.ShouldBe("approval id already pending");
        await asking.Answer("allow-always");
        await asking.Ended();
        (await asking.Show()).Decision.ShouldBe("allow-once", "an interpreter is allowed for this once only");
        (await asking.As("device:ann").Open("a1", request)).Refusal.ShouldBe("approval id already used");
        (await asking.Queue.GrantsFor(request.Run())).ShouldBe(["a1"]);

        (await asking.AsGrain().RedeemOwn(request, "device:eve")).ShouldBeNull();
        (await asking.AsGrain().RedeemOwn(request with { Command = "sh -c y" }, "device:ann")).ShouldBeNull();
        (await asking.AsGrain().RedeemOwn(request with { Cwd = null }, "device:ann")).ShouldBeNull();
        (await asking.AsGrain().RedeemOwn(request, "device:ann")).ShouldBe("allow-once");
        (await asking.AsGrain().RedeemOwn(request, "device:ann")).ShouldBeNull();
    }

    [Theory]
    [InlineData("deny")]
    [InlineData("Allow")]
    [InlineData("a 1")]
    [InlineData("12345678")]
    [InlineData("a\u202e1")]
    [InlineData("a/1")]
    public async Task What_a_chat_could_take_for_something_else_is_no_id(string id)
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var asking = new Asking(host);
        (await asking.As("device:ann", id).Open(id, new ApprovalRequest { Command = "ls" })).Refusal.ShouldBe("invalid approval id");
        (await asking.AsGrain(id).Ask(id, new ApprovalAsk { Call = Asking.Call() })).Refusal.ShouldBe("invalid approval id");
        (await asking.Queue.List()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_request_goes_by_the_name_of_its_grain_and_by_the_first_eight_characters_of_it()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var asking = new Asking(host);
        (await asking.AsGrain("a1").Ask("a2", new ApprovalAsk { Call = Asking.Call() })).Refusal.ShouldBe("invalid approval id");
        (await asking.As("device:ann", "a1").Open("a2", new ApprovalRequest { Command = "ls" })).Refusal.ShouldBe("invalid approval id");
        await asking.Ask("12345678-9");
        await asking.Ask("abcdefgh-1");
        await asking.Ask("abcdefgh-2");
        (await asking.Queue.Find("12345678")).ShouldBe("12345678-9");
        (await asking.Queue.Find("12345678-9")).ShouldBe("12345678-9");
        (await asking.Queue.Find("12345678-")).ShouldBeNull();
        (await asking.Queue.Find("abcdefgh")).ShouldBeNull();
    }

    [Fact]
    public async Task What_cannot_be_shown_in_full_is_not_asked_about()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var asking = new Asking(host);
        (await asking.As("device:ann").Open("a1", new ApprovalRequest { Command = "echo " + new string('x', 5000) })).Refusal.ShouldNotBeNull();
        (await asking.AsGrain("a2").Ask("a2", new ApprovalAsk { Call = Asking.Call("tool " + new string('x', 5000)) })).Refusal.ShouldNotBeNull();
        (await asking.As("device:ann", "a\nb").Open("a\nb", new ApprovalRequest { Command = "ls" })).Refusal.ShouldNotBeNull();
        await asking.As("device:ann", "a3").Open("a3", new ApprovalRequest { Command = "ls \u202e", Host = "a\nb" });
        ApprovalView shown = await asking.Show("a3");
        (shown.Command, shown.Host).ShouldBe((@"ls \u{202e}", @"a\u{a}b"));
        (await asking.Queue.List()).ShouldBe(["a3"]);
    }
}
