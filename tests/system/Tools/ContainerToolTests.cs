using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Containers;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Tools;

/// <summary>The runner that <c>up</c> started makes its sandboxes with docker, as it was told.</summary>
public sealed class ContainerToolTests : IAsyncLifetime
{
    private TelegramRig? _rig;

    private TelegramRig Rig => _rig!;

    public async ValueTask InitializeAsync()
    {
        if (HasDocker)
        {
            _rig = await TelegramRig.Start(static document =>
            {
                TelegramRig.LetRunnersRun(document);
                document["tools"] = new JsonObject { ["sandbox"] = new JsonObject { ["tools"] = new JsonObject { ["allow"] = new JsonArray("group:fs", "group:runtime") } } };
            });
        }
    }

    public ValueTask DisposeAsync() => _rig?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>X1: killed, the runner ends nothing itself, and what it had made ends all the same; the next one makes others.</summary>
    [Fact(SkipUnless = nameof(HasDocker), Skip = "no docker daemon answers on this machine (Debian: apt-get install docker.io)")]
    public async Task A_container_ends_with_a_runner_that_is_killed()
    {
        await using RunningSystem system = await RunningSystem.Start(Rig.State, ["--runner", Programs.Runner, .. TestEngine.Docker.Engine!.BackEnd().Arguments]);
        await using GatewayTestClient client = await system.Connect("operator");
        await client.Runner();
        Rig.Model.Enqueue(
            ModelReply.Empty.ThenToolCall("c1", "exec", """{"command":"echo begun >> begun; sleep 600"}"""),
            ModelReply.Text("I do not know whether it worked."));
        (await client.Say("do it", "run-1")).Require();
        await Waits.Until(() => Begun().Length > 0, "the command to begin");
        string container = TestEngine.Docker.Engine.Do("ps", "--quiet", "--no-trunc", "--filter", $"ancestor={TestEngine.Image}", "--filter", "label=moltbot.runner").Trim();
        int process = int.Parse(TestEngine.Docker.Engine.Do("inspect", "--format", "{{.State.Pid}}", container), global::System.Globalization.CultureInfo.InvariantCulture);

        await system.KillRunner(client);

        await Waits.Until(() => !Directory.Exists($"/proc/{process}"), "the container to end");
        ChatClient.TextOf(await client.ChatEnd("run-1")).ShouldBe("I do not know whether it worked.");
        await client.Runner();
        Rig.Model.Enqueue(ModelReply.Empty.ThenToolCall("c2", "read", """{"path":"begun"}"""), ModelReply.Text("It began once."));
        (await client.Ask("look", "run-2")).ShouldBe("It began once.");
        Rig.Model.Requests[3].ResultOf("c2").ShouldContain("begun");
        Begun().ShouldBe(["begun"]);
    }

    [Fact(SkipUnless = nameof(HasDocker), Skip = "no docker daemon answers on this machine (Debian: apt-get install docker.io)")]
    public async Task An_image_that_is_not_there_is_said_at_the_begin_and_nothing_runs()
    {
        await using RunningSystem system = await RunningSystem.Start(Rig.State, ["--runner", Programs.Runner, .. TestEngine.Docker.Engine!.BackEnd("moltbot-no-such-image:1").Arguments]);
        await system.Program.Output.Line("what is in the way", static line => line.Contains("docker has no image moltbot-no-such-image:1", StringComparison.Ordinal), Waits.Limit);
        await using GatewayTestClient client = await system.Connect("operator");
        await client.Runner();
        Rig.Model.Enqueue(ModelReply.Empty.ThenToolCall("c1", "exec", """{"command":"echo begun >> begun"}"""), ModelReply.Text("I cannot."));

        (await client.Ask("do it", "run-1")).ShouldBe("I cannot.");

        Rig.Model.Requests[1].ResultOf("c1").ShouldContain("no sandbox can be had; nothing ran");
        Begun().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_back_end_that_cannot_be_is_refused_before_anything_starts()
    {
        using var state = new StateFolder();

        (int code, string output) = await RunningSystem.StartRefused(state, ["--sandbox", "docker", "--image", "--privileged"]);

        code.ShouldBe(64);
        output.ShouldContain("--image takes [HOST[:PORT]/]NAME[:TAG][@sha256:DIGEST], not '--privileged'");
    }

    public static bool HasDocker => TestEngine.Docker.Engine is not null;

    private string[] Begun()
    {
        string folder = Path.Combine(Rig.State.Path, "runner", "sandboxes");
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "begun", SearchOption.AllDirectories).SelectMany(File.ReadAllLines)] : [];
    }
}
