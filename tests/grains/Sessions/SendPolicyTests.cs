using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;

namespace Moltbot.Grains.Tests.Sessions;

/// <summary>What the send policy keeps back leaves by no way: not as a reply, not past the session, not from another one.</summary>
public sealed class SendPolicyTests : IAsyncLifetime
{
    private const string Main = "agent:main:main";
    private static readonly GrainKey Account = GrainKey.ForAccount(TenantId.Default, "telegram", "default");
    private readonly TemporaryFolder _folder = new();
    private GrainHost _host = null!;
    private int _updates;
    private InboundSequel _sequel;

    public async ValueTask InitializeAsync() => await Start("");

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Whoever_switched_replies_off_is_answered_and_can_switch_them_on_again()
    {
        (await Commands("/send off")).ShouldBe("The send policy is now deny.");
        (await Says("hello?")).ShouldBe("refused: send blocked by session policy");
        (await Commands("/status")).ShouldContain("Session: " + Main);

        (await Commands("/send inherit")).ShouldBe("The send policy is now inherit.");
        (await Says("hello?")).ShouldStartWith("accepted");
    }

    [Fact]
    public async Task A_command_that_goes_on_to_a_model_is_kept_back_like_any_message()
    {
        await Commands("/send off");

        (await Says("/new tell me a story")).ShouldBe("refused: send blocked by session policy");
        _sequel.ShouldBe(InboundSequel.Silent);
    }

    [Fact]
    public async Task A_client_of_the_gateway_does_not_switch_them_on_by_a_message()
    {
        await Commands("/send off");

        TurnReceipt receipt = await Enqueue(Turn(Main, TurnOrigin.Chat) with { Message = "/send on" });

        (receipt.Disposition, receipt.Refusal).ShouldBe((TurnDisposition.Refused, "send blocked by session policy"));
    }

    [Theory]
    [InlineData("rules: [{ action: 'deny', match: { channel: 'telegram' } }]")]
    [InlineData("default: 'deny'")]
    public async Task What_the_configuration_denies_no_message_lifts_and_no_command_is_answered_to(string policy)
    {
        await Restart($"sendPolicy: {{ {policy} }}");

        foreach (string command in new[] { "/send on", "/send inherit", "/status", "/help", "/new" })
        {
            (await Says(command)).ShouldBe("refused: send blocked by session policy", command);
        }

        (await Says("hello?")).ShouldBe("refused: send blocked by session policy");
    }

    [Fact]
    public async Task A_message_by_chat_send_lifts_nothing_either()
    {
        // The rule is about a channel, and no chat has written to the session yet.
        await Restart("sendPolicy: { rules: [{ action: 'deny', match: { channel: 'telegram' } }] }");

        TurnReceipt receipt = await Enqueue(Turn(Main, TurnOrigin.Chat) with { Message = "/send on" });
        (await _host.Events.Outcome(receipt.RunId)).Texts.ShouldBe(["The send policy is now inherit."]);

        (await Says("hello?")).ShouldBe("refused: send blocked by session policy");
        await Should.ThrowAsync<SessionRefusedException>(() => Send("7", ChatKind.Direct));
    }

    [Fact]
    public async Task What_is_on_already_is_left_to_the_configuration_when_it_is_switched_on()
    {
        (await Commands("/send on")).ShouldBe("The send policy is now inherit.");
        await Restart("sendPolicy: { default: 'deny' }");

        (await Says("hello?")).ShouldBe("refused: send blocked by session policy");
    }

    [Fact]
    public async Task What_an_operator_allows_over_the_configuration_stays_allowed()
    {
        await Restart("sendPolicy: { default: 'deny' }");
        await Patch(Main, "allow");

        (await Commands("/send on")).ShouldBe("The send policy is now allow.");
        (await Commands("/status")).ShouldContain("Session: " + Main);
        (await Says("hello?")).ShouldStartWith("accepted");
    }

    [Theory]
    [InlineData("7", ChatKind.Direct, "{ channel: 'telegram' }")]
    [InlineData("7", ChatKind.Direct, "{ chatType: 'direct' }")]
    [InlineData("-100", ChatKind.Group, "{ chatType: 'group' }")]
    [InlineData("-100", ChatKind.Group, "{ keyPrefix: 'agent:main:telegram:group:-100' }")]
    public async Task A_rule_of_the_configuration_holds_for_what_is_sent_past_the_session(string chat, ChatKind kind, string match)
    {
        await Restart($"sendPolicy: {{ rules: [{{ action: 'deny', match: {match} }}] }}");

        (await Should.ThrowAsync<SessionRefusedException>(() => Send(chat, kind))).Message.ShouldBe("send blocked by session policy");
        (await Enqueue(Turn("agent:main:other", TurnOrigin.Agent) with { ReplyTo = Chat(chat, kind) })).Refusal.ShouldBe("send blocked by session policy");
        (await Enqueue(Turn("agent:main:other", TurnOrigin.Chat) with { ReplyTo = Chat(chat, kind) })).Refusal.ShouldBe("send blocked by session policy");

        (await _host.AsGateway<IChannelAccountGrain>(Account).Status()).Queued.ShouldBe(0);
    }

    [Fact]
    public async Task A_rule_for_groups_leaves_direct_chats_alone()
    {
        await Restart("sendPolicy: { rules: [{ action: 'deny', match: { chatType: 'group' } }] }");

        (await Send("7", ChatKind.Direct)).Outcome.ShouldBe(OutboundOutcome.Queued);
    }

    [Fact]
    public async Task What_was_switched_off_in_a_chat_holds_for_everybody_who_sends_there()
    {
        await Commands("/send off");

        await Should.ThrowAsync<SessionRefusedException>(() => Send("7", ChatKind.Direct));
        (await Enqueue(Turn("agent:main:other", TurnOrigin.Agent) with { ReplyTo = Chat("7", ChatKind.Direct) })).Disposition.ShouldBe(TurnDisposition.Refused);
    }

    [Fact]
    public async Task Asking_again_for_what_was_sent_before_is_no_message()
    {
        SendReceipt sent = await Send("7", ChatKind.Direct, id: "send:once");
        await Patch(Main, "deny");

        (await Send("7", ChatKind.Direct, id: "send:once")).ShouldSatisfyAllConditions(
            again => again.Existing.ShouldBeTrue(), again => again.Id.ShouldBe(sent.Id));
    }

    [Fact]
    public async Task The_session_that_something_is_sent_for_has_its_say_too()
    {
        await Patch("agent:main:mute", "deny");

        await Should.ThrowAsync<SessionRefusedException>(() => Send("7", ChatKind.Direct, "agent:main:mute"));
        (await Send("7", ChatKind.Direct, "agent:main:other")).Outcome.ShouldBe(OutboundOutcome.Queued);
    }

    [Fact]
    public async Task What_a_session_may_does_not_open_another_ones_chat()
    {
        await Restart("sendPolicy: { default: 'deny' }");
        await Patch("agent:main:free", "allow");

        (await Enqueue(Turn("agent:main:free", TurnOrigin.Agent) with { ReplyTo = Chat("7", ChatKind.Direct) })).Disposition.ShouldBe(TurnDisposition.Refused);
        await Should.ThrowAsync<SessionRefusedException>(() => Send("7", ChatKind.Direct, "agent:main:free"));
    }

    private Task<TurnReceipt> Enqueue(TurnRequest request) =>
        _host.AsOperator<ISessionGrain>(GrainKey.ForSession(TenantId.Default, request.SessionKey), Scope.Write).Enqueue(request);

    private Task<SendReceipt> Send(string chat, ChatKind kind, string? sessionKey = null, string? id = null) =>
        _host.AsOperator<IChannelAccountGrain>(Account, Scope.Write).Send(new OutboundMessage
        {
            Id = id ?? $"send:{++_updates}",
            Text = "hello",
            Target = Chat(chat, kind),
            SessionKey = sessionKey,
        });

    private Task<SessionEntry> Patch(string key, string policy) =>
        _host.AsOperator<ISessionGrain>(GrainKey.ForSession(TenantId.Default, key), Scope.Admin).Patch(new SessionPatch
        {
            SessionKey = key,
            Settings = new SessionSettings { SendPolicy = policy },
            Changed = ["sendPolicy"],
        });

    private static ReplyTarget Chat(string chat, ChatKind kind) => new() { Channel = "telegram", Account = "default", ChatId = chat, ChatKind = kind };

    private TurnRequest Turn(string key, TurnOrigin origin) => new()
    {
        RunId = $"r{++_updates}",
        SessionKey = key,
        SessionKeyAsSent = key,
        Message = "say something",
        Origin = origin,
        ReceivedAt = 1_700_000_000_000,
        CommandsAllowed = true,
        Principal = "test",
    };

    /// <summary>Gives a command in the direct chat; answers what is sent back.</summary>
    private async Task<string> Commands(string text)
    {
        (await Says(text)).ShouldStartWith("accepted");
        string runId = ChannelRunIds.Of("telegram", "default", $"u{_updates}");
        await _host.Events.Outcome(runId);
        IChannelAccountGrain account = _host.AsGateway<IChannelAccountGrain>(Account);
        ConnectionLease lease = await account.AcquireLease("test");
        OutboundItem item = (await account.ClaimOutbox(lease.Fence, 10, [])).Items.Single();
        await account.ReportOutbox(lease.Fence, [new OutboundReport { Id = item.Id, Outcome = OutboundOutcome.Sent, MessageId = "1" }]);
        await account.ReleaseLease("test", lease.Fence);
        item.Id.ShouldStartWith("run:" + runId);
        return item.Text;
    }

    private async Task<string> Says(string text)
    {
        ReceiveResult result = await _host.AsGateway<IChannelAccountGrain>(Account).Receive(new InboundMessage
        {
            UpdateId = $"u{++_updates}",
            Kind = InboundKind.Message,
            ChatId = "7",
            ChatKind = ChatKind.Direct,
            Sender = new InboundSender { Id = "7", Name = "Owner" },
            MessageId = $"m{_updates}",
            Text = text,
            SentAt = 1_700_000_000_000,
        });
        _sequel = result.Sequel;
        return result.Outcome;
    }

    private async Task Restart(string session)
    {
        await _host.DisposeAsync();
        await Start(session);
    }

    private async Task Start(string session) => _host = await GrainHost.Start(
        _folder.Path, $"{{ session: {{ {session} }}, messages: {{ queue: {{ debounceMs: 0 }} }}, channels: {{ telegram: {{ botToken: '1:x', allowFrom: ['7'] }} }} }}");
}
