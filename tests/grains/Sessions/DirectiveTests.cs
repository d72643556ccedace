using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.TestSupport.Models;

namespace Moltbot.Grains.Tests.Sessions;

/// <summary>Directives inside a message hold for it alone; alone they set the session.</summary>
public sealed class DirectiveTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<OutboundMessage> _sent = new();
    private SimulatedModelProvider _model = null!;
    private SessionHost _silo = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await SimulatedModelProvider.StartAsync();
        string config = $$"""
            {
              models: { providers: { fake: { baseUrl: "{{_model.BaseUrl}}", apiKey: "k", api: "openai-completions",
                models: [{ id: "m1", name: "One", reasoning: true, cost: { input: 1, output: 2, cacheRead: 0, cacheWrite: 0 } }, { id: "m2", name: "Two" }] } } },
              agents: { defaults: { model: { primary: "fake/m1" }, models: { "fake/m1": {}, "fake/m2": { alias: "deux" } } } },
              tools: { exec: { security: "allowlist", ask: "on-miss" } },
              messages: { queue: { debounceMs: 0 } },
            }
            """;
        _silo = await SessionHost.Start(_folder.Path, _model, config: config, more: services => services.AddSingleton<IIncomingGrainCallFilter>(new Sent(_sent)));
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("/think high what is up", "high", "m1")]
    [InlineData("what is up /think xhigh", "high", "m1")]
    [InlineData("/deux what is up", null, "m2")]
    [InlineData("what /model fake/m2 is up", null, "m2")]
    [InlineData("what is up /queue interrupt", null, "m1")]
    [InlineData("which /model is what is up", null, "m1")]
    [InlineData("which /model and/or what is up", null, "m1")]
    [InlineData("/exec security=deny what is up", null, "m1")]
    public async Task Inside_a_message_one_holds_for_that_message_and_the_model_does_not_read_it(string text, string? effort, string model)
    {
        await _silo.Ask(text, "r1");
        await _silo.Ask("and now", "r2");

        SimulatedModelRequest first = _model.Requests[0], second = _model.Requests[1];
        LastOf(first).ShouldEndWith("what is up");
        first.Body.GetProperty("model").GetString().ShouldBe(model);
        EffortOf(first).ShouldBe(effort);
        second.Body.GetProperty("model").GetString().ShouldBe("m1");
        EffortOf(second).ShouldBeNull();
        SessionSettings settings = (await _silo.Session().Entry())!.Settings;
        settings.ShouldBe(new SessionSettings());
    }

    [Theory]
    [InlineData("/think high what is up")]
    [InlineData("/deux what is up")]
    [InlineData("/deux")]
    [InlineData("/exec security=deny what is up")]
    public async Task Whoever_may_give_no_commands_says_them_to_the_model(string text)
    {
        await _silo.Ask(text, "r1", change: static r => r with { CommandsAllowed = false });

        LastOf(_model.Requests.ShouldHaveSingleItem()).ShouldEndWith(text);
        EffortOf(_model.Requests[0]).ShouldBeNull();
        _model.Requests[0].Body.GetProperty("model").GetString().ShouldBe("m1");
    }

    [Theory]
    [InlineData("/exec security=full what is up")]
    [InlineData("what is up /exec ask=off")]
    [InlineData("/exec host=gateway what is up")]
    [InlineData("/exec security=full")]
    [InlineData("/exec ask=off")]
    [InlineData("/exec host=node node=mac")]
    public async Task No_message_widens_what_commands_may_do(string text)
    {
        RunStatus run = await _silo.Ask(text, "r1");

        run.Texts.ShouldHaveSingleItem().ShouldContain(text.Contains("host", StringComparison.Ordinal) ? "not chosen in a chat" : "only narrows");
        _model.Requests.ShouldBeEmpty();
        (await _silo.Session().Entry())!.Settings.ShouldBe(new SessionSettings());
    }

    [Fact]
    public async Task What_was_narrowed_stays_narrow_whatever_is_said_after_it()
    {
        (await _silo.Ask("/exec security=deny ask=always", "r1")).Texts.Single().ShouldBe("Commands: host sandbox, security deny, ask always. A chat only narrows this.");

        (await _silo.Ask("/exec security=allowlist", "r2")).Texts.Single().ShouldContain("only narrows");
        await _silo.Ask("/new", "r3");
        (await _silo.Ask("/exec ask=on-miss", "r4")).Texts.Single().ShouldContain("only narrows");
        (await _silo.Session().Entry())!.Settings.ShouldBe(new SessionSettings { ExecSecurity = "deny", ExecAsk = "always" });
    }

    [Fact]
    public async Task Several_alone_set_the_session()
    {
        RunStatus run = await _silo.Ask("/think low /verbose on /deux", "r1");

        run.Texts.Single().ShouldBe("The thinking level is now low.\nThe verbose level is now on.\nThe model is now fake/m2.");
        (await _silo.Session().Entry())!.Settings.ShouldBe(new SessionSettings { ThinkingLevel = "low", VerboseLevel = "on", ProviderOverride = "fake", ModelOverride = "m2" });
        _model.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/deux", "The model is now fake/m2.")]
    [InlineData("/new deux", "New session started. Model: fake/m2.")]
    [InlineData("/new fake/m2", "New session started. Model: fake/m2.")]
    [InlineData("/model fake/m2@mine", "Credentials are not chosen in chats: the configuration has one for each provider.")]
    public async Task A_short_name_chooses_a_model(string text, string answer)
    {
        (await _silo.Ask(text, "r1")).Texts.Single().ShouldBe(answer);
        _model.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_session_takes_its_model_from_the_first_word_and_the_rest_is_asked()
    {
        await _silo.Ask("/new deux tell me", "r1");

        LastOf(_model.Requests.ShouldHaveSingleItem()).ShouldEndWith("tell me");
        _model.Requests[0].Body.GetProperty("model").GetString().ShouldBe("m2");
    }

    [Theory]
    [InlineData("/queue followup debounce:2s cap:25 drop:old", "The queue is now: mode followup, debounce 2000 ms, cap 25, drop old.")]
    [InlineData("/queue reset", "The queue is now: mode collect, debounce 0 ms, cap 20, drop summarize.")]
    [InlineData("/queue drop:now", "\"drop:now\" is no queue mode. Options: collect, followup, steer, steer-backlog, interrupt, reset.")]
    public async Task The_queue_is_set_as_a_whole(string text, string answer) => (await _silo.Ask(text, "r1")).Texts.Single().ShouldBe(answer);

    [Theory]
    [InlineData("tokens", "Usage: 1.2k in / 34 out")]
    [InlineData("full", "Usage: 1.2k in / 34 out · est $0.0013")]
    [InlineData("off", null)]
    public async Task What_a_reply_used_is_told_below_it_in_the_chat(string mode, string? line)
    {
        await _silo.Ask("/usage " + mode, "r1");
        _model.Enqueue(ModelReply.Text("the answer").WithUsage(1_234, 34));

        RunStatus run = await _silo.Ask("hi", "r2", change: SessionHost.Delivered);

        run.Texts.ShouldBe(["the answer"]);
        _sent.ShouldHaveSingleItem().Text.ShouldBe(line is null ? "the answer" : $"the answer\n\n{line}");
    }

    [Theory]
    [InlineData("/reasoning on", true)]
    [InlineData("/reasoning off", false)]
    public async Task Thoughts_are_shown_where_the_session_says_so(string command, bool shown)
    {
        await _silo.Ask(command, "r1");
        _model.Enqueue(ModelReply.Empty.ThenReasoning("first ").ThenReasoning("this").ThenText("the answer"));

        await _silo.Ask("hi", "r2", change: SessionHost.Delivered);

        _sent.Select(static message => message.Text).ShouldBe(shown ? ["Reasoning:\nfirst this", "the answer"] : ["the answer"]);
        _sent.Select(static message => message.Id).Distinct().Count().ShouldBe(_sent.Count);
    }

    [Theory]
    [InlineData("<think>hidden</think>the answer", "the answer")]
    [InlineData("the answer<thinking>hidden", "the answer")]
    [InlineData("write `<think>` so", "write `<think>` so")]
    [InlineData("<think>hidden</think>", null)]
    public async Task Thoughts_between_tags_are_nobodys_to_read(string said, string? shown)
    {
        _model.Enqueue(ModelReply.Text([.. said.Chunk(4).Select(static piece => new string(piece))]));

        RunStatus run = await _silo.Ask("hi", "r1", change: SessionHost.Delivered);

        run.Texts.ShouldBe(shown is null ? [] : [shown]);
        _sent.Select(static message => message.Text).ShouldBe(shown is null ? [] : [shown]);
        _silo.Events.Chat("r1").Select(static told => told.Text ?? "").ShouldNotContain(static text => text.Contains("hidden", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_switch_without_a_word_offers_buttons_that_are_commands()
    {
        await _silo.Ask("/usage", "r1", change: SessionHost.Delivered);

        OutboundMessage offer = _sent.ShouldHaveSingleItem();
        offer.Text.ShouldBe("The usage line is off. Options: off, tokens, full, cost.");
        offer.Buttons.ShouldBe([new("off", "/usage off"), new("tokens", "/usage tokens"), new("full", "/usage full"), new("cost", "/usage cost")]);
    }

    private static string LastOf(SimulatedModelRequest request) =>
        request.Body.GetProperty("messages").EnumerateArray().Last().GetProperty("content") is { ValueKind: System.Text.Json.JsonValueKind.String } text
            ? text.GetString()!
            : throw new InvalidOperationException("the last message is no text");

    private static string? EffortOf(SimulatedModelRequest request) =>
        request.Body.TryGetProperty("reasoning_effort", out var effort) ? effort.GetString() : null;

    private sealed class Sent(ConcurrentQueue<OutboundMessage> sent) : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.MethodName == nameof(IChannelAccountGrain.Send))
            {
                sent.Enqueue((OutboundMessage)context.Request.GetArgument(0)!);
            }

            return context.Invoke();
        }
    }
}
