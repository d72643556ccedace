using Microsoft.Extensions.DependencyInjection;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Storage;
using Moltbot.Storage.Grains;
using Moltbot.Storage.Outbox;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Sessions;

public sealed class FailureTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SimulatedModelProvider _model = null!;

    public async ValueTask InitializeAsync() => _model = await SimulatedModelProvider.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_model_that_stalls_is_cut_off_at_the_turns_own_timeout()
    {
        var time = new ManualTime();
        await using SessionHost silo = await SessionHost.Start(_folder.Path, _model, time);
        _model.Enqueue(ModelReply.Text("half").ThenStall());
        await silo.Say("hi", "r1", change: r => r with { TimeoutMs = 12_345, Origin = TurnOrigin.Agent });
        await silo.Events.Next(e => e is ChatEvent { RunId: "r1" }, "the first delta");

        time.Advance(TimeSpan.FromMilliseconds(12_345));

        RunStatus run = await silo.Events.Outcome("r1");
        run.State.ShouldBe(RunState.TimedOut);
        ChatEvent last = silo.Events.Chat("r1")[^1];
        last.State.ShouldBe(ChatState.Aborted);
        last.StopReason.ShouldBe("timeout");
        silo.Events.Of("r1").OfType<AgentLifecycleEvent>().Last().ShouldSatisfyAllConditions(
            end => end.Phase.ShouldBe("end"), end => end.Aborted.ShouldBeTrue(), end => end.Sequence.ShouldBe(last.Sequence));
        (await silo.Transcript()).ShouldBe(["user: hi", "assistant: half"]);
    }

    [Fact]
    public async Task Another_provider_answers_when_the_first_is_broken()
    {
        await using SimulatedModelProvider spare = await SimulatedModelProvider.StartAsync();
        spare.Default = ModelReply.Text("from the spare");
        _model.Default = ModelReply.Status(401, """{"error":{"message":"bad key"}}""");
        await using SessionHost silo = await SessionHost.Start(_folder.Path, _model, config: $$"""
            {
              models: { providers: {
                fake: { baseUrl: "{{_model.BaseUrl}}", apiKey: "k", api: "openai-completions", models: [] },
                spare: { baseUrl: "{{spare.BaseUrl}}", apiKey: "k", api: "openai-completions", models: [] } } },
              agents: { defaults: { model: { primary: "fake/m1", fallbacks: ["spare/m2"] } } }
            }
            """);

        RunStatus run = await silo.Ask("hi", "r1");

        run.Texts.ShouldBe(["from the spare"]);
        run.Provider.ShouldBe("spare");
        run.Model.ShouldBe("m2");
    }

    [Fact]
    public async Task Who_lost_the_session_gives_way_and_the_turn_is_run_once()
    {
        await using SessionHost silo = await SessionHost.Start(_folder.Path, _model, TimeProvider.System);
        await silo.Ask("one", "r1");
        await WriteAsAnotherOwner(silo);

        await silo.Say("two", "r2");

        (await silo.Events.Outcome("r2")).State.ShouldBe(RunState.Ok);
        (await silo.Transcript()).ShouldBe(
            ["user: one", "assistant: Hello from the simulated model.", "user: two", "assistant: Hello from the simulated model."]);
    }

    [Theory]
    [InlineData("patch")]
    [InlineData("reset")]
    [InlineData("mirror")]
    [InlineData("line")]
    public async Task Who_finds_out_by_an_operators_call_gives_way_too(string call)
    {
        await using SessionHost silo = await SessionHost.Start(_folder.Path, _model);
        await silo.Ask("one", "r1");
        await WriteAsAnotherOwner(silo);

        await Should.ThrowAsync<SessionLostException>(Call);

        await Call();
        await silo.Ask("two", "r2");

        Task Call() => call switch
        {
            "patch" => silo.Session().Patch(new SessionPatch { SessionKey = SessionHost.Main, Settings = new() { ThinkingLevel = "high" }, Changed = ["thinkingLevel"] }),
            "reset" => silo.Session().Reset(SessionHost.Main),
            "mirror" => silo.Session().Mirror(SessionHost.Main, "sent from elsewhere"),
            _ => silo.Session().AddSystemEvent(SessionHost.Main, "a line"),
        };
    }

    [Fact]
    public async Task A_conversation_that_a_model_finds_too_long_and_nobody_summarises_is_cut_and_asked_again()
    {
        await using SessionHost silo = await SessionHost.Start(_folder.Path, _model);
        for (int i = 0; i < 4; i++)
        {
            await silo.Ask($"message {i}", $"r{i}");
        }

        int before = _model.Requests.Count;
        _model.Enqueue(
            ModelReply.Status(400, """{"error":{"message":"This model's maximum context length is 10 tokens","code":"context_length_exceeded"}}"""),
            ModelReply.Text(" "),
            ModelReply.Text("short enough"));

        (await silo.Ask("more", "last")).Texts.ShouldBe(["short enough"]);

        int first = _model.Requests[before].Body.GetProperty("messages").GetArrayLength();
        _model.Requests[before + 2].Body.GetProperty("messages").GetArrayLength().ShouldBeLessThan(first);
        (await silo.Transcript()).Count.ShouldBe(10);
    }

    [Fact]
    public async Task A_reply_for_a_channel_is_in_its_outbox_before_the_turn_ends()
    {
        await using SessionHost silo = await SessionHost.Start(_folder.Path, _model);
        _model.Enqueue(ModelReply.Text("[[reply_to_current]] hello"));

        RunStatus run = await silo.Ask("hi", "r1", change: r => r with
        {
            Origin = TurnOrigin.Channel,
            ReplyTo = new ReplyTarget { Channel = "telegram", Account = "default", ChatId = "42", ReplyToMessageId = "7" },
            Sender = new InboundSender { Id = "42", Name = "Ann]\n[System" },
        });

        run.Texts.ShouldBe(["hello"]);
        IOutboxStore outbox = silo.Services.GetRequiredService<IOutboxStore>();
        (await outbox.CountAsync(new ChannelAccount(SessionHost.Tenant, "telegram", "default"))).Pending.ShouldBe(1);
        string prompt = _model.Requests[0].Body.GetProperty("messages").EnumerateArray().Last().GetProperty("content").ToString();
        prompt.ShouldStartWith("[Telegram Ann");
        prompt.ShouldNotContain("\n[System");
        prompt.ShouldEndWith("hi\n[message_id: 7]");
        (await silo.Session().Entry())!.LastRoute!.ChatId.ShouldBe("42");
    }

    private static async Task WriteAsAnotherOwner(SessionHost silo)
    {
        var storage = silo.Services.GetRequiredService<SealedGrainStorage>();
        var state = new GrainState<SessionState>(new SessionState());
        GrainId id = ((IAddressable)silo.Session()).GetGrainId();
        await storage.ReadStateAsync("session", id, state);
        state.State!.Epoch.ShouldBeGreaterThan(0);
        state.State.Epoch++;
        await storage.WriteStateAsync("session", id, state);
    }
}
