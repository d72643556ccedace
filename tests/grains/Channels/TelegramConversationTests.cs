using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Moltbot.Gateway.Channels;
using Moltbot.Gateway.Channels.Telegram;
using Moltbot.Gateway.Channels.Telegram.Webhooks;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Pairing;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Grains.Channels;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Policy.Configuration.Views;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Platforms;
using Moltbot.TestSupport.Telegram;

namespace Moltbot.Grains.Tests.Channels;

/// <summary>From a person on Telegram to a model and back: the real connector, grains and stores between two simulated services.</summary>
public sealed class TelegramConversationTests : IAsyncLifetime
{
    private static readonly string Account = GrainKey.ForAccount(SessionHost.Tenant, "telegram", "default").ToString();
    private readonly TemporaryFolder _folder = new();
    private SimulatedTelegram _telegram = null!;
    private string _more = "";
    private SimulatedBot _bot = null!;
    private SimulatedModelProvider _model = null!;
    private SessionHost _silo = null!;
    private ChannelSupervisor _gateway = null!;
    private Forwarder _observer = null!;

    public async ValueTask InitializeAsync()
    {
        _telegram = await SimulatedTelegram.StartAsync();
        _bot = _telegram.AddBot("555000:a-token-of-a-bot", "molty_bot");
        _model = await SimulatedModelProvider.StartAsync();
        await StartSilo();
    }

    public async ValueTask DisposeAsync()
    {
        await StopSilo();
        await _model.DisposeAsync();
        await _telegram.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_stranger_is_paired_and_then_answered()
    {
        SimulatedPerson ann = _bot.Person(42, "Ann", "ann");
        ann.Says("hello");
        await _bot.WhenSent(1);
        await _bot.WhenConfirmed(ann.Says("hello?"));
        SimulatedMessage offer = _bot.Sent.Single();
        offer.Text.ShouldContain("42");
        _model.Requests.ShouldBeEmpty();

        PairingList waiting = await Operator<IPairingGrain>(Account).List();
        PairingRequest request = waiting.Pending.Single();
        offer.Text.ShouldContain(request.Code);
        (await Operator<IPairingGrain>(Account).Approve(request.Code)).Request.ShouldNotBeNull();
        _model.Enqueue(ModelReply.Text("Hi Ann"));
        await _bot.WhenConfirmed(ann.Says("now?"));
        await _bot.WhenSent(2);

        _bot.Sent[1].ShouldSatisfyAllConditions(
            message => message.Text.ShouldBe("Hi Ann"), message => message.ChatId.ShouldBe(42), message => message.ReplyTo.ShouldBe(ann.LastMessageId));
    }

    [Fact]
    public async Task An_update_that_comes_twice_is_answered_once()
    {
        await Admit(42);
        SimulatedPerson ann = _bot.Person(42, "Ann");
        var message = ann.Message("once");
        long first = _bot.Receives("message", message);
        await _bot.WhenSent(1);
        await _bot.WhenConfirmed(first);

        _bot.ReceivesAgain(first, "message", message);
        _model.Enqueue(ModelReply.Text("second answer"));
        await _bot.WhenConfirmed(ann.Says("next"));
        await _bot.WhenSent(2);

        _bot.Sent[1].Text.ShouldBe("second answer");
        _model.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_message_that_is_edited_while_it_waits_is_answered_as_it_reads_now()
    {
        await Admit(42);
        var gate = new ModelGate();
        _model.Enqueue(ModelReply.Text("first answer").HeldBy(gate), ModelReply.Text("second answer"));
        SimulatedPerson ann = _bot.Person(42, "Ann");
        ann.Says("first");
        await gate.Reached;
        await _bot.WhenConfirmed(ann.Says("it is tuesday"));
        long asked = ann.LastMessageId;
        await _bot.WhenConfirmed(ann.Edits(asked, "it is wednesday"));
        gate.Open();
        await _bot.WhenSent(2);

        _model.Requests[^1].Body.ToString().ShouldContain("wednesday");
        _model.Requests[^1].Body.ToString().ShouldNotContain("tuesday");
        await _bot.WhenConfirmed(ann.Edits(asked, "it is thursday"));
        _model.Requests.Count.ShouldBe(2);
        _bot.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Block_streaming_sends_what_is_finished_and_then_the_rest_each_once()
    {
        _more = ", blockStreaming: true";
        await StopSilo();
        await StartSilo();
        await Admit(42);
        string[] paragraphs = [.. Enumerable.Range(0, 5).Select(i => $"Paragraph {i}. " + new string('x', 400))];
        _model.Enqueue(ModelReply.Text(string.Join("\n\n", paragraphs)));

        _bot.Person(42, "Ann").Says("tell me a lot");
        await _bot.WhenSent(3);

        _bot.Sent.Count.ShouldBe(3, "all of it would fit one message: two blocks went out by themselves");
        string.Join("\n\n", _bot.Sent.Select(message => message.Text)).ShouldBe(string.Join("\n\n", paragraphs));
        _bot.Sent.Select(message => message.ReplyTo != null).ShouldBe([true, .. Enumerable.Repeat(false, _bot.Sent.Count - 1)]);
    }

    [Fact]
    public async Task A_picture_without_a_word_reaches_the_model()
    {
        await Admit(42);
        var message = _bot.Person(42, "Ann").Message("");
        message.Remove("text");
        message["photo"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["file_id"] = "x" });
        _bot.Receives("message", message);
        await _bot.WhenSent(1);

        _model.Requests.Single().Body.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString()!.ShouldContain("] <media:image>\n");
    }

    [Fact]
    public async Task A_long_answer_arrives_in_pieces_in_order()
    {
        await Admit(42);
        string[] lines = [.. Enumerable.Range(0, 120).Select(i => $"line {i:000} " + new string('x', 60))];
        _model.Enqueue(ModelReply.Text(string.Join('\n', lines)));

        _bot.Person(42, "Ann").Says("tell me a lot");
        await _bot.WhenSent(3);

        string.Join('\n', _bot.Sent.Select(message => message.Text)).Split('\n').ShouldBe(lines);
        _bot.Sent.ShouldAllBe(message => message.Text.Length <= 4000);
        _bot.Sent.Select(message => message.ReplyTo != null).ShouldBe([true, false, false]);
    }

    [Fact]
    public async Task What_was_in_the_outbox_survives_a_restart_and_an_unknown_outcome_stays_unknown()
    {
        _bot.Person(42, "Ann");
        _bot.Script("sendMessage", SimulatedAnswer.AcceptThenBreak());
        await Operator<IChannelAccountGrain>(Account).Send(Out("first", "unknown"));
        await _bot.WhenSent(1);

        // The outbox is served beside the connection's first steps: its name is reported before this call, whoever is faster.
        await _bot.WhenCalled("deleteWebhook", 1);
        await StopSilo();
        await StartSilo(gateway: false);
        await Operator<IChannelAccountGrain>(Account).Send(Out("second", "kept"));
        await StopSilo();

        await StartSilo();
        await _bot.WhenSent(2);
        await _bot.WhenCalled("deleteWebhook", 2);

        _bot.Sent.Select(message => message.Text).ShouldBe(["unknown", "kept"]);
        (await Operator<IChannelAccountGrain>(Account).FindSend("first"))!.Outcome.ShouldBe(OutboundOutcome.Unknown);
        (await Operator<IChannelAccountGrain>(Account).Status()).ShouldSatisfyAllConditions(
            status => status.Unknown.ShouldBe(1), status => status.Connection!.Mode.ShouldBe("polling"), status => status.Connection!.BotUsername.ShouldBe("molty_bot"));
    }

    private static OutboundMessage Out(string id, string text) => new()
    {
        Id = id, Text = text, Target = new ReplyTarget { Channel = "telegram", Account = "default", ChatId = "42" },
    };

    private async Task Admit(long person)
    {
        SimulatedPerson stranger = _bot.Person(person, "Stranger");
        await _bot.WhenConfirmed(stranger.Says("let me in"));
        await _bot.WhenSent(1);
        PairingList list = await Operator<IPairingGrain>(Account).List();
        await Operator<IPairingGrain>(Account).Approve(list.Pending.Single().Code);
        await Forget();
    }

    private async Task Forget()
    {
        // What was sent while pairing is no part of what a test looks at.
        using var api = new HttpClient();
        foreach (SimulatedMessage message in _bot.Sent)
        {
            using var body = new StringContent($$"""{"chat_id":{{message.ChatId}},"message_id":{{message.MessageId}}}""");
            using HttpResponseMessage answer = await api.PostAsync(
                new Uri(_telegram.Root, $"/bot{_bot.Token}/deleteMessage"), body, TestContext.Current.CancellationToken);
        }
    }

    private T Operator<T>(string key)
        where T : IGrainWithStringKey
    {
        CallerContext.Use(new CallerClaim
        {
            Tenant = SessionHost.Tenant, Principal = "token:test", Role = CallerRole.Operator, Scopes = [Scope.Admin],
        });
        return _silo.Grains.GetGrain<T>(key);
    }

    private async Task StartSilo(bool gateway = true)
    {
        string channels = $$"""channels: { telegram: { botToken: "{{_bot.Token}}", apiRoot: "{{_telegram.Root.AbsoluteUri.TrimEnd('/')}}"{{_more}} } }""";
        _silo = await SessionHost.Start(
            _folder.Path, _model, config: SessionHost.ConfigFor(_model, channels), more: services => services.AddSingleton<ChannelTextCutter>());
        var time = TimeProvider.System;
        _gateway = new ChannelSupervisor(
            [new TelegramPlatform(new ChannelPlatformOptions { Environment = _ => null }, new WebhookRoutes(), time)],
            new Configurations(_silo.Configurations),
            new ChannelAccounts(_silo.Grains, "g1"),
            time,
            NullLoggerFactory.Instance);
        _observer = new Forwarder(_gateway);
        CallerContext.Use(CallerClaim.ForGateway(SessionHost.Tenant, "g1"));
        await _silo.Grains.GetGrain<ITenantEventsGrain>(SessionHost.Tenant)
            .Subscribe("g1", _silo.Grains.CreateObjectReference<IGatewayObserver>(_observer));
        if (gateway)
        {
            await _gateway.Refresh(SessionHost.Tenant, TestContext.Current.CancellationToken);
        }
    }

    private async Task StopSilo()
    {
        await _gateway.DisposeAsync();
        await _silo.DisposeAsync();
    }

    private sealed class Configurations(FixedConfigurations fixedOnes) : IChannelConfigurations
    {
        public async Task<ChannelsConfig?> Read(string tenant, CancellationToken cancellation) =>
            (await fixedOnes.Get(tenant)).Document.Channels;
    }

    private sealed class Forwarder(ChannelSupervisor gateway) : IGatewayObserver
    {
        public Task OnEvent(string tenant, long sequence, TenantEvent tenantEvent)
        {
            gateway.OnEvent(tenant, tenantEvent);
            return Task.CompletedTask;
        }
    }
}
