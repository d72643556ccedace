using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Tools;

/// <summary>A workspace that is kept in the store outlives its runner, and of two runners one wins.</summary>
public sealed class WorkspaceMoveTests : IAsyncLifetime
{
    private readonly StateFolder _state = new();
    private SimulatedModelProvider _model = null!;
    private RunningSystem _system = null!;
    private GatewayTestClient _operator = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await SimulatedModelProvider.StartAsync();
        JsonObject document = Configurations.For(_model);
        document.WithGateway(new JsonObject { ["nodes"] = new JsonObject { ["allowCommands"] = new JsonArray("tools.run") } });
        document["agents"]!["defaults"]!["sandbox"] = new JsonObject { ["mode"] = "all", ["workspaceAccess"] = "rw" };
        _state.Configure(document);
        _system = await RunningSystem.Start(_state, ["--no-runner", "--workspaces", "store"]);
        _operator = await _system.Connect("operator");
    }

    public async ValueTask DisposeAsync()
    {
        await _operator.DisposeAsync();
        await _system.DisposeAsync();
        await _model.DisposeAsync();
        _state.Dispose();
    }

    [Fact(SkipUnless = nameof(HasSandboxes), Skip = "bubblewrap is not installed (Debian: apt-get install bubblewrap)")]
    public async Task What_one_runner_wrote_another_one_reads_when_the_first_is_dead()
    {
        await using RemoteRunner first = await Start("first");
        await Call("w", "write", """{"path":"notes/list.txt","content":"milk\neggs\n"}""");
        await Call("x", "exec", """{"command":"head -c 700000 /dev/urandom > big && ln -s /etc/passwd link && mkdir -p empty/folder && printf '#!/bin/sh\\necho ran' > run.sh && chmod +x run.sh && sha256sum big"}""");
        string sum = _model.Requests[^1].ResultOf("x");
        sum.ShouldContain("1 entries are not kept");
        await File.WriteAllTextAsync(Path.Combine(first.Workspace, "AGENTS.md"), "The-agents-file.");
        await Call("y", "exec", """{"command":"true"}""");
        await first.Kill();
        await Waits.Until(async () => (await _operator.Nodes()).All(static node => !node.GetProperty("connected").GetBoolean()), "the first one to be gone");

        await using RemoteRunner second = await Start("second");
        await Call("r", "read", """{"path":"notes/list.txt"}""");

        _model.Requests[^1].ResultOf("r").ShouldContain("milk\neggs\n");
        _model.Requests[^2].Body.ToString().ShouldContain("The-agents-file.", customMessage: "a prompt tells of the files that there are now");
        await Call("z", "exec", """{"command":"sha256sum big; ./run.sh; ls -d empty/folder; ls link"}""");
        string there = _model.Requests[^1].ResultOf("z");
        there.ShouldContain(sum[..64]);
        there.ShouldContain("ran");
        there.ShouldContain("empty/folder\n");
        there.ShouldContain("cannot access 'link'");
    }

    /// <summary>The first one is stopped in the middle of a command; when it goes on, the workspace is the second one's.</summary>
    [Fact(SkipUnless = nameof(HasSandboxes), Skip = "bubblewrap is not installed (Debian: apt-get install bubblewrap)")]
    public async Task A_runner_that_was_paused_comes_back_and_does_not_win()
    {
        await using RemoteRunner first = await Start("first");
        await Call("a", "write", """{"path":"who","content":"nobody"}""");
        _model.Enqueue(ModelReply.Empty.ThenToolCall("p", "exec", """{"command":"echo first > who; sleep 600"}"""), ModelReply.Text("It is not known."));
        (await _operator.Say("go", "run-p")).Require();
        await Waits.Until(() => File.ReadAllText(Path.Combine(first.Workspace, "who")) == "first\n", "the command to write");
        await using RemoteRunner second = await Start("second");

        await first.Pause();
        first.Cut();
        ChatClient.TextOf(await _operator.ChatEnd("run-p")).ShouldBe("It is not known.");
        _model.Requests[^1].ResultOf("p").ShouldContain("unknown");
        await Call("b", "read", """{"path":"who"}""");
        _model.Requests[^1].ResultOf("b").ShouldContain("nobody", customMessage: "what was not kept is not there");
        await Call("c", "write", """{"path":"who","content":"second"}""");
        first.Mend();
        await first.Resume();
        await Waits.Until(async () => (await _operator.Nodes()).Count(static node => node.GetProperty("connected").GetBoolean()) == 2, "the first one to come back");
        await Call("d", "read", """{"path":"who"}""");
        _model.Requests[^1].ResultOf("d").ShouldContain("second");

        await second.Kill();
        await Waits.Until(async () => (await _operator.Nodes()).Count(static node => node.GetProperty("connected").GetBoolean()) == 1, "the second one to be gone");
        File.ReadAllText(Path.Combine(first.Workspace, "who")).ShouldBe("first\n", "its copy is as it left it");
        await Call("e", "read", """{"path":"who"}""");
        _model.Requests[^1].ResultOf("e").ShouldContain("second", customMessage: "and is thrown away before it is used");
        File.ReadAllText(Path.Combine(first.Workspace, "who")).ShouldBe("second");
    }

    public static bool HasSandboxes => RunnerProcess.HasSandboxes;

    private Task<RemoteRunner> Start(string name) => RemoteRunner.Start(_system, _state, _operator, name);

    private async Task Call(string id, string tool, string arguments)
    {
        _model.Enqueue(ModelReply.Empty.ThenToolCall(id, tool, arguments), ModelReply.Text("Done."));
        (await _operator.Ask("go on", "run-" + id)).ShouldBe("Done.");
    }
}
