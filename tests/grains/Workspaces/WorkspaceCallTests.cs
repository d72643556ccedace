using Microsoft.Extensions.DependencyInjection;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Workspaces;
using Moltbot.Grains.Agents.Prompts;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.Grains.Workspaces;
using Moltbot.Policy.Workspaces;
using Moltbot.Protocol.Runners;
using Moltbot.Storage.Workspaces;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Workspaces;

/// <summary>A tool call finds its agent's workspace where it runs, and its model is told what became of its files.</summary>
public sealed class WorkspaceCallTests : IAsyncLifetime
{
    private const string Sandbox = "agents: { defaults: { model: { primary: 'fake/m1' }, sandbox: { mode: 'all', workspaceAccess: '{0}' } } }";

    private readonly TemporaryFolder _folder = new();
    private SimulatedModelProvider _model = null!;

    public async ValueTask InitializeAsync() => _model = await SimulatedModelProvider.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_call_is_sent_with_the_copy_it_needs_and_what_it_changed_is_kept()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.ConnectWithCopy(silo.Grains, silo.Events);
        runner.Script = _ =>
        {
            runner.Copy!["a"] = "1";
            return ScriptedRunner.Says("written");
        };

        (await Call(silo, "write", """{"path":"a","content":"1"}""")).ShouldBe("written");

        runner.Calls.ShouldHaveSingleItem().Workspace.ShouldBe(new ToolWorkspaceLoan { Fence = 1 });
        runner.Questions.ShouldAllBe(static question => question.Workspace == new ToolWorkspaceLoan { Fence = 1 });
        runner.Questions.ShouldNotBeEmpty("a prompt tells of the current copy");
        runner.Copy!.Steps.Count(static step => step == ToolWorkspaceOperations.Begin).ShouldBe(1);
        ScriptedRunner second = await ScriptedRunner.ConnectWithCopy(silo.Grains, silo.Events, "second");
        await runner.Go();
        second.Script = _ => ScriptedRunner.Says(second.Copy!["a"] ?? "nothing");
        (await Call(silo, "read", """{"path":"a"}""")).ShouldBe("1");
        runner.Calls.Count.ShouldBe(1);
    }

    /// <summary>Longer than a turn waits for a runner otherwise: that one is not slow, it has more to do.</summary>
    [Fact]
    public async Task A_prompt_waits_for_a_workspace_that_has_to_come_first()
    {
        var time = new ManualTime();
        await using SessionHost silo = await Start(time: time);
        ScriptedRunner runner = await ScriptedRunner.ConnectWithCopy(silo.Grains, silo.Events);
        runner.Workspace!["AGENTS.md"] = "Be kind.";
        runner.Copy!.Answer = (step, result) =>
        {
            if (step.Operation == ToolWorkspaceOperations.Begin)
            {
                time.Advance(WorkspaceReader.Patience * 2);
            }

            return result;
        };
        _model.Enqueue(ModelReply.Text("Hello."));

        (await silo.Ask("hello", "run")).Texts.ShouldBe(["Hello."]);

        _model.Requests[0].Body.ToString().ShouldContain("Be kind.");
    }

    /// <summary>What only reads costs no question afterwards.</summary>
    [Fact]
    public async Task A_call_that_reads_is_not_looked_after()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.ConnectWithCopy(silo.Grains, silo.Events);
        await Call(silo, "read", """{"path":"a"}""");
        runner.Copy!.Clear();

        await Call(silo, "read", """{"path":"a"}""");
        await Call(silo, "memory_search", """{"query":"milk"}""");
        await Call(silo, "web_fetch", """{"url":"https://example.com/"}""");

        runner.Copy.Steps.ShouldBeEmpty();
        runner.Calls[^1].Workspace.ShouldBeNull("a page of the web needs no workspace");
    }

    [Fact]
    public async Task A_runner_that_lost_its_copy_runs_nothing_before_it_is_brought_again()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.ConnectWithCopy(silo.Grains, silo.Events);
        runner.Script = _ =>
        {
            runner.Copy!["a"] = (runner.Copy["a"] ?? "") + "x";
            return ScriptedRunner.Says(runner.Copy["a"]!);
        };
        (await Call(silo, "write", """{"path":"a","content":"x"}""")).ShouldBe("x");
        (runner.Copy!.Loan, runner.Copy["a"]) = (null, "rubbish");

        (await Call(silo, "write", """{"path":"a","content":"x"}""")).ShouldBe("xx");

        runner.Calls.Count.ShouldBe(2, "each ran once");
    }

    /// <summary>Attack: a runner that never has what it was brought, so that a call would go to and fro.</summary>
    [Fact]
    public async Task A_call_that_finds_no_workspace_again_and_again_did_not_run()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.ConnectWithCopy(silo.Grains, silo.Events);
        runner.Script = static _ => new ToolRunResult { Text = "no", IsError = true, Outcome = ToolOutcomes.Stale };

        (await Call(silo, "write", """{"path":"a","content":"x"}""")).ShouldBe("This did not run: the workspace went to another runner again and again.");
        runner.Calls.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_result_whose_files_were_not_kept_says_so()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.ConnectWithCopy(silo.Grains, silo.Events);
        ScriptedRunner other = await ScriptedRunner.ConnectWithCopy(silo.Grains, silo.Events, "other");
        ScriptedRunner[] both = [runner, other];
        foreach (ScriptedRunner each in both)
        {
            each.Script = call =>
            {
                each.Copy!["a"] = "mine";
                string thief = each == runner ? "other" : "runner";
                _ = Task.Run(async () =>
                {
                    await silo.Grain<IWorkspaceGrain>(GrainKey.ForAgent(SessionHost.Tenant, "main").ToString()).Take(new WorkspaceTake { RequestId = "t", Runner = thief, Writes = true });
                    await each.Answer(call.CallId, ScriptedRunner.Says(new string('x', 64_000)));
                });
                return null;
            };
        }

        string told = await Call(silo, "write", """{"path":"a","content":"x"}""");

        told.ShouldContain("[The files of this call were not kept: the workspace has been given to another runner meanwhile. They may be gone at the next call.]", customMessage: "also behind a long text");
        told.ShouldStartWith("xxx", customMessage: "what it answered stands");
        both.Sum(static each => each.Calls.Count).ShouldBe(1);
    }

    [Fact]
    public async Task A_limit_is_told_with_the_result()
    {
        await using SessionHost silo = await Start(limits: new WorkspaceLimits { Files = 1 });
        ScriptedRunner runner = await ScriptedRunner.ConnectWithCopy(silo.Grains, silo.Events);
        runner.Script = _ =>
        {
            (runner.Copy!["a"], runner.Copy["b"]) = ("1", "2");
            return ScriptedRunner.Says("made");
        };

        (await Call(silo, "write", """{"path":"a","content":"x"}""")).ShouldBe("made\n[The files of this call were not kept: the workspace has more than the 1 files that may be kept. They may be gone at the next call.]");
    }

    [Theory]
    [InlineData("none", false)]
    [InlineData("ro", true)]
    [InlineData("rw", true)]
    public async Task A_sandbox_that_does_not_see_the_workspace_needs_none(string access, bool needs)
    {
        await using SessionHost silo = await Start(Sandbox.Replace("{0}", access, StringComparison.Ordinal));
        ScriptedRunner runner = await ScriptedRunner.ConnectWithCopy(silo.Grains, silo.Events);

        await Call(silo, "exec", """{"command":"true"}""");

        (runner.Calls.ShouldHaveSingleItem().Workspace is not null).ShouldBe(needs);
        runner.Questions.ShouldAllBe(static question => question.Workspace != null, "what prompts tell of is the agent's");
        runner.Copy!.Steps.Contains(ToolWorkspaceOperations.List).ShouldBe(true, "the first one stores what was there");
        runner.Copy.Steps.Count(static step => step == ToolWorkspaceOperations.List).ShouldBe(access == "rw" ? 2 : 1, "and what cannot have changed is not looked at");
    }

    [Fact]
    public async Task What_programs_wrote_last_is_kept_when_their_conversation_is_over()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.ConnectWithCopy(silo.Grains, silo.Events);
        await Call(silo, "write", """{"path":"a","content":"x"}""");
        runner.Copy!["log"] = "of a program in the background";

        await silo.Session().Reset(SessionHost.Main);

        await Waits.Until(async () => (await silo.Services.GetRequiredService<IWorkspaceStore>().FindAsync(new WorkspaceKey(SessionHost.Tenant, "main")))!.Version == 1, "the log to be kept");
    }

    [Fact]
    public async Task A_runner_of_before_is_told_of_as_such()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);

        (await Call(silo, "write", """{"path":"a","content":"x"}""")).ShouldBe("This did not run: the workspace could not be brought to the runner: command not declared by node.");
        runner.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Folders_of_runners_cost_nothing()
    {
        await using SessionHost silo = await SessionHost.Start(_folder.Path, _model, config: Config());
        ScriptedRunner runner = await ScriptedRunner.ConnectWithCopy(silo.Grains, silo.Events);

        (await Call(silo, "write", """{"path":"a","content":"x"}""")).ShouldBe("ok");

        runner.Copy!.Steps.ShouldBeEmpty();
        runner.Calls.ShouldHaveSingleItem().Workspace.ShouldBeNull();
    }

    private string Config(string? more = null) => SessionHost.ConfigFor(_model, $"{ScriptedRunner.Allowed}, tools: {{ sandbox: {{ tools: {{ allow: ['exec'] }} }} }}" + (more is null ? "" : $", {more}"));

    private Task<SessionHost> Start(string? more = null, WorkspaceLimits? limits = null, TimeProvider? time = null) => SessionHost.Start(
        _folder.Path, _model, time, config: Config(more), more: services => services.AddSingleton(new WorkspaceOptions { AreStored = true, Limits = limits ?? new WorkspaceLimits() }));

    private int _calls;

    private async Task<string> Call(SessionHost silo, string tool, string arguments)
    {
        string id = $"c{++_calls}";
        _model.Enqueue(ModelReply.Empty.ThenToolCall(id, tool, arguments), ModelReply.Text("Done."));
        (await silo.Ask("go on", "run-" + id)).Texts.ShouldBe(["Done."]);
        return _model.Requests[^1].Body.GetProperty("messages").EnumerateArray()
            .Single(message => message.TryGetProperty("tool_call_id", out var call) && call.GetString() == id).GetProperty("content").GetString()!;
    }
}
