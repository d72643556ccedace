using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.TestSupport.Models;

namespace Moltbot.Grains.Tests.Sessions;

/// <summary>An answer that was on its way when the send policy changed.</summary>
public sealed class KeptBackTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModelGate _gate = new();
    private SimulatedModelProvider _model = null!;
    private SessionHost _silo = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await SimulatedModelProvider.StartAsync();
        _silo = await SessionHost.Start(_folder.Path, _model);
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_is_kept_back_and_the_next_prompt_says_so()
    {
        _model.Enqueue(ModelReply.Text("a secret").HeldBy(_gate), ModelReply.Text("another"));
        await _silo.Say("tell me", "r1", change: SessionHost.Delivered);
        await _gate.Reached;

        await Set("deny");
        _gate.Open();
        (await _silo.Events.Outcome("r1")).State.ShouldBe(RunState.Ok);
        (await _silo.Outbox()).ShouldBe(0);

        await Set("allow");
        await _silo.Ask("and now?", "r2", change: SessionHost.Delivered);
        (await _silo.Outbox()).ShouldBe(1);
        _model.Requests[^1].Body.ToString().ShouldContain("blocked by the send policy");
    }

    [Fact]
    public async Task A_part_of_it_that_is_sent_while_it_is_written_is_kept_back_as_well()
    {
        _silo.Configurations.Set(SessionHost.ConfigFor(_model, """channels: { telegram: { botToken: "1:x", allowFrom: ["42"], blockStreaming: true } }"""));
        _model.Enqueue(ModelReply.Text(string.Join("\n\n", Enumerable.Repeat(new string('x', 400), 5))).HeldBy(_gate));
        await _silo.Say("tell me", "r1", change: SessionHost.Delivered);
        await _gate.Reached;

        await Set("deny");
        _gate.Open();

        (await _silo.Events.Outcome("r1")).Texts.Single().Length.ShouldBeGreaterThan(2000);
        (await _silo.Outbox()).ShouldBe(0);
    }

    [Fact]
    public async Task What_was_kept_back_in_parts_to_the_last_is_no_reply_that_anybody_read()
    {
        _silo.Configurations.Set(SessionHost.ConfigFor(_model, """channels: { telegram: { botToken: "1:x", allowFrom: ["42"], blockStreaming: true } }"""));
        _model.Enqueue(ModelReply.Text(new string('x', 900) + "\n\n").HeldBy(_gate), ModelReply.Text("another"));
        await _silo.Say("tell me", "r1", change: SessionHost.Delivered);
        await _gate.Reached;

        await Set("deny");
        _gate.Open();
        await _silo.Events.Outcome("r1");
        await Set("allow");
        await _silo.Ask("and now?", "r2", change: SessionHost.Delivered);

        _model.Requests[^1].Body.ToString().ShouldContain("blocked by the send policy");
    }

    [Fact]
    public async Task A_commands_answer_is_kept_back_where_the_configuration_denies_it_meanwhile()
    {
        _model.Enqueue(ModelReply.Text("first").HeldBy(_gate), ModelReply.Text("another"));
        await _silo.Say("one", "r1");
        await _gate.Reached;
        await _silo.Say("/status", "@r2", change: request => SessionHost.Delivered(request) with { Origin = TurnOrigin.Channel });

        _silo.Configurations.Set(SessionHost.ConfigFor(_model, "session: { sendPolicy: { default: 'deny' } }"));
        _gate.Open();
        (await _silo.Events.Outcome("@r2")).State.ShouldBe(RunState.Ok);

        (await _silo.Outbox()).ShouldBe(0);
        await Set("allow");
        await _silo.Ask("and now?", "r3");
        _model.Requests[^1].Body.ToString().ShouldNotContain("blocked by the send policy", customMessage: "the model's reply was not");
    }

    private Task<SessionEntry> Set(string policy) => _silo.Session().Patch(new SessionPatch
    {
        SessionKey = SessionHost.Main,
        Settings = new SessionSettings { SendPolicy = policy },
        Changed = ["sendPolicy"],
    });
}
