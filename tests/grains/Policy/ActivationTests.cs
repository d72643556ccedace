using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;

namespace Moltbot.Grains.Tests.Policy;

/// <summary>
/// <c>/activation</c>: those who may give commands switch whether a group's messages need a mention, and nothing else by it
/// (attacks C3 to C5).
/// </summary>
public sealed class ActivationTests : IAsyncLifetime
{
    private const string Owner = "7";
    private const string Member = "99";
    private static readonly GrainKey Account = GrainKey.ForAccount(TenantId.Default, "telegram", "default");
    private readonly TemporaryFolder _folder = new();
    private GrainHost _host = null!;
    private int _updates;

    public async ValueTask InitializeAsync() => await Start("""groupPolicy: "open", groupAllowFrom: ["7"]""");

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Who_may_give_commands_switches_it_on_and_off()
    {
        (await Says(Member, "hi all")).ShouldBe("noted: NotMentioned");

        await Commands("/activation always");
        (await Says(Member, "hi all")).ShouldStartWith("accepted");

        await Commands("/activation mention");
        (await Says(Member, "hi all")).ShouldBe("noted: NotMentioned");
    }

    [Theory]
    [InlineData("/activation always", false)]
    [InlineData("/activation always", true)]
    [InlineData("/Activation: always", false)]
    public async Task Nobody_else_switches_it(string text, bool mentionsBot)
    {
        (await Says(Member, text, mentionsBot: mentionsBot)).ShouldBe("dropped: CommandNotAuthorized");

        (await Says(Member, "hi all")).ShouldBe("noted: NotMentioned");
    }

    [Fact]
    public async Task Where_commands_need_a_list_and_there_is_none_nobody_switches_it()
    {
        await Restart("""groupPolicy: "open" """);

        (await Says(Owner, "/activation always")).ShouldBe("dropped: CommandNotAuthorized");
        (await Says(Owner, "hi all")).ShouldBe("noted: NotMentioned");
    }

    [Fact]
    public async Task It_wins_over_the_configuration_in_both_directions()
    {
        await Restart("""groupPolicy: "open", groupAllowFrom: ["7"], groups: { "*": { requireMention: true }, "-200": { requireMention: false } }""");
        (await Says(Member, "hi", "-200")).ShouldStartWith("accepted");

        await Commands("/activation mention", "-200");
        await Commands("/activation always");

        (await Says(Member, "hi", "-200")).ShouldBe("noted: NotMentioned");
        (await Says(Member, "hi")).ShouldStartWith("accepted");
    }

    [Fact]
    public async Task It_holds_for_its_group_and_topic_alone()
    {
        await Commands("/activation always", thread: "5");

        (await Says(Member, "hi", thread: "5")).ShouldStartWith("accepted");
        (await Says(Member, "hi", thread: "6")).ShouldBe("noted: NotMentioned");
        (await Says(Member, "hi")).ShouldBe("noted: NotMentioned");
        (await Says(Member, "hi", "-200")).ShouldBe("noted: NotMentioned");
    }

    [Fact]
    public async Task It_outlasts_a_new_conversation_and_a_restart()
    {
        await Commands("/activation always");
        await Commands("/new");
        (await Says(Member, "hi")).ShouldStartWith("accepted");

        await Restart("""groupPolicy: "open", groupAllowFrom: ["7"]""");
        (await Says(Member, "hi")).ShouldStartWith("accepted");
    }

    [Fact]
    public async Task It_lets_in_nobody_whom_another_rule_keeps_out()
    {
        await Commands("/activation always");
        await Commands("/activation always", "-200");

        await Restart("""groupPolicy: "open", groupAllowFrom: ["7"], groups: { "-100": { allowFrom: ["7"] }, "-200": { enabled: false } }""");
        (await Says(Member, "hi")).ShouldBe("dropped: GroupSenderNotListed");
        (await Says(Owner, "hi")).ShouldStartWith("accepted");
        (await Says(Owner, "hi", "-200")).ShouldBe("dropped: GroupDisabled");
        (await Says(Member, "/status")).ShouldBe("dropped: GroupSenderNotListed");
    }

    [Fact]
    public async Task A_stranger_wakes_no_session()
    {
        await Restart("""groupPolicy: "allowlist", groupAllowFrom: ["7"]""");

        await Says(Member, "hi all");

        (await _host.AsOperator<ISessionGrain>(Session("-100"), Scope.Read).Entry()).ShouldBeNull();
    }

    [Fact]
    public async Task What_explains_admission_says_that_it_was_given_in_the_group()
    {
        await Commands("/activation always");

        AdmissionReport report = await Explain();
        report.Verdict.Outcome.ShouldBe(AdmissionOutcome.Accept);
        report.Lines[^1].ShouldSatisfyAllConditions(
            line => line.Rule.ShouldBe("mention"), line => line.Reason.ShouldContain("/activation always"), line => line.Change.ShouldBeNull());

        await Commands("/activation mention");
        (await Explain()).Lines[^1].Reason.ShouldContain("/activation mention");
    }

    [Fact]
    public async Task In_a_direct_chat_there_is_nothing_to_switch()
    {
        await Restart("""allowFrom: ["7"]""");
        InboundMessage message = Message(Owner, "/activation always", Owner) with { ChatKind = ChatKind.Direct };
        (await _host.AsGateway<IChannelAccountGrain>(Account).Receive(message)).Outcome.ShouldStartWith("accepted");

        RunStatus run = await _host.Events.Outcome(ChannelRunIds.Of("telegram", "default", message.UpdateId));
        run.Texts.Single().ShouldContain("group chats only");
    }

    private Task<AdmissionReport> Explain() => _host.AsOperator<IAccessPolicyGrain>(Account, Scope.Read)
        .Explain(new AdmissionQuestion { SenderId = Member, GroupId = "-100", Text = "hi" });

    private static GrainKey Session(string group) => GrainKey.ForSession(TenantId.Default, $"agent:main:telegram:group:{group}");

    /// <summary>Gives a command as the one who may, and waits until it is answered.</summary>
    private async Task Commands(string text, string group = "-100", string? thread = null)
    {
        (await Says(Owner, text, group, thread)).ShouldStartWith("accepted");
        await _host.Events.Outcome(ChannelRunIds.Of("telegram", "default", $"u{_updates}"));
    }

    private async Task<string> Says(string sender, string text, string group = "-100", string? thread = null, bool mentionsBot = false)
    {
        InboundMessage message = Message(sender, text, group) with { ThreadId = thread, MentionsBot = mentionsBot, MentionsAnyone = mentionsBot };
        return (await _host.AsGateway<IChannelAccountGrain>(Account).Receive(message)).Outcome;
    }

    private InboundMessage Message(string sender, string text, string chat) => new()
    {
        UpdateId = $"u{++_updates}",
        Kind = InboundKind.Message,
        ChatId = chat,
        ChatKind = ChatKind.Group,
        Sender = new InboundSender { Id = sender, Name = "Somebody" },
        MessageId = $"m{_updates}",
        Text = text,
        SentAt = 1_700_000_000_000,
    };

    private async Task Restart(string telegram)
    {
        await _host.DisposeAsync();
        await Start(telegram);
    }

    private async Task Start(string telegram) => _host = await GrainHost.Start(
        _folder.Path, $"{{ messages: {{ queue: {{ debounceMs: 0 }} }}, channels: {{ telegram: {{ botToken: '1:x', {telegram} }} }} }}");
}
