using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Sessions;

/// <summary>What a person writes in quick succession (<c>messages.inbound.debounceMs</c>).</summary>
public sealed class JoinTests : IAsyncLifetime
{
    // No other timer has this time left, so that a test can tell when the session waits.
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(1237);

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private SimulatedModelProvider _model = null!;
    private SessionHost _silo = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await SimulatedModelProvider.StartAsync();
        _silo = await Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Messages_in_quick_succession_are_answered_as_one()
    {
        await Write("one", "tg:1");
        await _time.WhenArmed(Window);
        _time.Advance(Window / 2);
        await Write("two", "tg:2");
        await _time.WhenArmed(Window);
        _time.Advance(Window);

        (await _silo.Events.Outcome("tg:2")).State.ShouldBe(RunState.Ok);
        (await _silo.Events.Outcome("tg:1")).State.ShouldBe(RunState.Merged);
        (await _silo.Transcript()).ShouldBe(["user: one\ntwo", "assistant: Hello from the simulated model."]);
        _model.Requests.ShouldHaveSingleItem().Body.GetRawText().ShouldNotContain("Queued messages while agent was busy");
        (await Write("one", "tg:1")).Run!.State.ShouldBe(RunState.Merged);
    }

    [Theory]
    [InlineData("media")]
    [InlineData("another's")]
    [InlineData("another place's")]
    [InlineData("a program's")]
    public async Task Anything_else_sends_what_waited_ahead_of_it(string kind)
    {
        await Write("one", "tg:1");
        await _time.WhenArmed(Window);
        await (kind switch
        {
            "media" => Write("two", "tg:2", static turn => turn with { HasMedia = true }),
            "another's" => Write("two", "tg:2", static turn => turn with { Sender = new InboundSender { Id = "8" } }),
            "another place's" => Write("two", "tg:2", static turn => turn with { ReplyTo = turn.ReplyTo! with { ChatId = "43" } }),
            _ => _silo.Say("two", "tg:2", change: static turn => turn with { RunId = "r2", Origin = TurnOrigin.Agent }),
        });

        (await _silo.Events.Outcome("tg:1")).State.ShouldBe(RunState.Ok);
        if (kind.StartsWith("another", StringComparison.Ordinal))
        {
            await _time.WhenArmed(Window);
            _time.Advance(Window);
        }

        (await _silo.Events.Outcome(kind == "a program's" ? "r2" : "tg:2")).State.ShouldBe(RunState.Ok);
        (await _silo.Transcript()).Where(static line => line.StartsWith("user:", StringComparison.Ordinal)).ShouldBe(["user: one", "user: two"]);
    }

    [Fact]
    public async Task A_command_does_not_wait()
    {
        await Write("/whoami", "tg:1");

        (await _silo.Events.Outcome("tg:1")).State.ShouldBe(RunState.Ok);
        _model.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_waits_can_be_stopped()
    {
        await Write("one", "tg:1");
        await _time.WhenArmed(Window);

        TurnReceipt stop = await Write("stop", "tg:2");

        stop.AbortedRuns.ShouldBe(["tg:1"]);
        (await _silo.Events.Outcome("tg:1")).State.ShouldBe(RunState.Aborted);
        _model.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_that_waits_survives_the_process()
    {
        await Write("one", "tg:1");
        await _time.WhenArmed(Window);
        await _silo.DisposeAsync();

        _silo = await Start();
        await _silo.Session().Resume(SessionHost.Main);
        await Write("two", "tg:2");
        await _time.WhenArmed(Window);
        _time.Advance(Window);

        (await _silo.Events.Outcome("tg:2")).State.ShouldBe(RunState.Ok);
        (await _silo.Transcript()).ShouldBe(["user: one\ntwo", "assistant: Hello from the simulated model."]);
    }

    [Fact]
    public async Task Other_channels_do_not_wait()
    {
        _silo.Configurations.Set(SessionHost.ConfigFor(_model, $$"""messages: { inbound: { byChannel: { discord: {{Window.TotalMilliseconds}} } } }"""));
        await Write("one", "tg:1");

        (await _silo.Events.Outcome("tg:1")).State.ShouldBe(RunState.Ok);
    }

    private Task<SessionHost> Start() => SessionHost.Start(
        _folder.Path, _model, _time, SessionHost.ConfigFor(_model, $$"""messages: { inbound: { debounceMs: {{Window.TotalMilliseconds}} } }"""));

    private Task<TurnReceipt> Write(string text, string runId, Func<TurnRequest, TurnRequest>? change = null) => _silo.Say(text, runId, change: turn =>
    {
        TurnRequest written = turn with
        {
            Origin = TurnOrigin.Channel,
            Sender = new InboundSender { Id = "7", Name = "Ann" },
            ReplyTo = new ReplyTarget { Channel = "telegram", Account = "default", ChatId = "42" },
        };
        return change?.Invoke(written) ?? written;
    });
}
