using System.Text.Json;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.Policy.Nodes;
using Moltbot.Protocol.Runners;
using Moltbot.TestSupport.Models;

namespace Moltbot.Grains.Tests.Agents;

/// <summary>Programs in the background: who may look after them, and that runners hear when their conversation is over.</summary>
public sealed class ProgramTests : IAsyncLifetime
{
    private const string Sandboxed = "agent:main:elsewhere";
    private readonly TemporaryFolder _folder = new();
    private SimulatedModelProvider _model = null!;

    public async ValueTask InitializeAsync() => _model = await SimulatedModelProvider.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>C9: whose programs they are says the call's context, which nothing that a model writes gets into.</summary>
    [Fact]
    public async Task A_call_says_of_which_conversation_it_is()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _model.Enqueue(Calls("process", """{"action":"list","sessionId":"another"}"""), ModelReply.Text("done"));

        await silo.Ask("look", "r1", Sandboxed);

        SessionEntry entry = (await silo.Session(Sandboxed).Entry())!;
        runner.Calls.ShouldHaveSingleItem().Context.ShouldSatisfyAllConditions(
            context => context.SessionKey.ShouldBe(Sandboxed), context => context.SessionId.ShouldBe(entry.SessionId));
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("/new")]
    [InlineData("delete")]
    public async Task Runners_hear_that_a_conversation_is_over(string how)
    {
        await using SessionHost silo = await Start();
        ScriptedRunner first = await ScriptedRunner.Connect(silo.Grains, silo.Events, "first");
        ScriptedRunner second = await ScriptedRunner.Connect(silo.Grains, silo.Events, "second");
        await silo.Ask("hello", "r1", Sandboxed);
        string over = (await silo.Session(Sandboxed).Entry())!.SessionId;

        await (how switch
        {
            "reset" => silo.Session(Sandboxed).Reset(Sandboxed),
            "/new" => silo.Ask("/new", "r2", Sandboxed, static request => request with { CommandsAllowed = true }),
            _ => (Task)silo.Session(Sandboxed).Delete(deleteTranscript: false),
        });

        foreach (ScriptedRunner runner in new[] { first, second })
        {
            NodeInvokeRequestedEvent asked = await runner.Next();
            asked.Command.ShouldBe(NodeCommands.ToolsRelease);
            JsonSerializer.Deserialize(asked.ParamsJson!, RunnerJson.Default.ToolReleaseParams)
                .ShouldBe(new ToolReleaseParams { Tenant = SessionHost.Tenant, SessionKey = Sandboxed, SessionId = over });
        }
    }

    /// <summary>E14: what is written to a shell is a command, and is decided on as one.</summary>
    [Theory]
    [InlineData("", """{"action":"write","sessionId":"p","data":"ls\n"}""", null)]
    [InlineData("tools: { exec: { ask: 'always' } }", """{"action":"write","sessionId":"p","data":"ls\n"}""", "exec denied")]
    [InlineData("tools: { exec: { security: 'deny' } }", """{"action":"write","sessionId":"p","data":"ls\n"}""", "security=deny")]
    [InlineData("tools: { exec: { security: 'deny' } }", """{"action":"kill","sessionId":"p"}""", null)]
    [InlineData("tools: { deny: ['exec'] }", """{"action":"poll","sessionId":"p"}""", "process goes with it")]
    [InlineData("tools: { deny: ['process'] }", """{"action":"poll","sessionId":"p"}""", "does not allow it here")]
    public async Task Whoever_may_not_run_commands_writes_none_to_a_program(string more, string arguments, string? refusal)
    {
        await using SessionHost silo = await Start(more);
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _model.Enqueue(Calls("process", arguments), ModelReply.Text("done"));

        await silo.Ask("do it", "r1", Sandboxed);

        runner.Calls.Count.ShouldBe(refusal is null ? 1 : 0);
        _model.Requests[1].Body.GetProperty("messages").ToString().ShouldContain(refusal ?? "ok");
    }

    /// <summary>Who may not write or edit a file does not by a patch either; E14.</summary>
    [Theory]
    [InlineData("write")]
    [InlineData("edit")]
    [InlineData("apply_patch")]
    public async Task A_patch_needs_what_it_does_to_be_allowed(string denied)
    {
        await using SessionHost silo = await Start($"tools: {{ deny: ['{denied}'] }}");
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _model.Enqueue(Calls("apply_patch", """{"input":"*** Begin Patch\n*** Delete File: a\n*** End Patch"}"""), ModelReply.Text("done"));

        await silo.Ask("do it", "r1", Sandboxed);

        runner.Calls.ShouldBeEmpty();
        _model.Requests[0].Body.GetProperty("tools").ToString().ShouldNotContain("apply_patch");
        _model.Requests[1].Body.GetProperty("messages").ToString().ShouldContain("the tool policy does not allow");
    }

    [Fact]
    public async Task Outside_of_a_sandbox_there_are_none()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _model.Enqueue(Calls("process", """{"action":"list"}"""), ModelReply.Text("done"));

        await silo.Ask("look", "r1");

        runner.Calls.ShouldBeEmpty();
        _model.Requests[0].Body.GetProperty("tools").ToString().ShouldNotContain("process");
    }

    private static ModelReply Calls(string tool, string arguments) => ModelReply.Empty.ThenToolCall("call-1", tool, arguments);

    private Task<SessionHost> Start(string more = "") => SessionHost.Start(
        _folder.Path, _model,
        config: SessionHost.ConfigFor(_model, $"{ScriptedRunner.Allowed}{(more.Length == 0 ? "" : ", " + more)}")
            .Replace("""primary: "fake/m1" }""", """primary: "fake/m1" }, sandbox: { mode: 'non-main' }""", StringComparison.Ordinal));
}
