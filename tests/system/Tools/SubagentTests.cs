using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Telegram;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Tools;

/// <summary>Somebody on Telegram asks, a sub-agent does part of the work with a tool, and what came of it is told in the chat once, whatever dies meanwhile.</summary>
public sealed class SubagentTests : IAsyncLifetime
{
    private readonly ModelGate _working = new();
    private TelegramRig _rig = null!;
    private RunningSystem _system = null!;
    private GatewayTestClient _operator = null!;

    public async ValueTask InitializeAsync()
    {
        _rig = await TelegramRig.Start(static document =>
        {
            TelegramRig.LetRunnersRun(document);
            document["agents"]!["list"] = new JsonArray(
                new JsonObject { ["id"] = "main", ["subagents"] = new JsonObject { ["allowAgents"] = new JsonArray("family") } },
                new JsonObject { ["id"] = "family", ["sandbox"] = new JsonObject { ["mode"] = "off" } });
            JsonObject telegram = document["channels"]!["telegram"]!.AsObject();
            telegram["dmPolicy"] = "allowlist";
            telegram["allowFrom"] = new JsonArray("42");
        });
        await Start();
    }

    public async ValueTask DisposeAsync()
    {
        _working.Open();
        await _operator.DisposeAsync();
        await _system.DisposeAsync();
        await _rig.DisposeAsync();
    }

    [Fact(SkipUnless = nameof(HasSandboxes), Skip = "bubblewrap is not installed (Debian: apt-get install bubblewrap)")]
    public async Task It_works_with_a_tool_and_its_asker_is_told()
    {
        _working.Open();
        await Ask();

        await Told("The notes say milk.");

        ToldOnce();
        JsonElement[] sessions = [.. (await _operator.CallAsync("sessions.list", new JsonObject { ["spawnedBy"] = "main" })).GetProperty("sessions").EnumerateArray()];
        sessions.ShouldHaveSingleItem().GetProperty("key").GetString()!.ShouldStartWith("agent:main:subagent:");
    }

    [Fact(SkipUnless = nameof(HasSandboxes), Skip = "bubblewrap is not installed (Debian: apt-get install bubblewrap)")]
    public async Task The_process_is_killed_while_it_works()
    {
        await Ask();
        await _working.Reached;
        await _system.Kill();
        await _operator.DisposeAsync();
        await _system.DisposeAsync();
        await Start();

        // With a runner: without one it would be told that there is none.
        _working.Open();

        await Told("The notes say milk.");

        ToldOnce();
    }

    [Fact(SkipUnless = nameof(HasSandboxes), Skip = "bubblewrap is not installed (Debian: apt-get install bubblewrap)")]
    public async Task The_runner_is_killed_while_it_works()
    {
        await Ask();
        await _working.Reached;
        int killed = _system.RunnerId();
        await _system.KillRunner(_operator);
        await _operator.Runner();
        _working.Open();

        await Told("The notes say milk.");

        ToldOnce();
        _system.RunnerId().ShouldNotBe(killed);
    }

    [Fact(SkipUnless = nameof(HasSandboxes), Skip = "bubblewrap is not installed (Debian: apt-get install bubblewrap)")]
    public async Task One_of_a_sandboxed_session_works_in_a_sandbox_whatever_its_agent_has()
    {
        // X2: its agent's own sessions write into the agent's workspace.
        _working.Open();
        await Ask("""{"task":"write milk into notes and read them","agentId":"family"}""");

        await Told("The notes say milk.");

        string runner = Path.Combine(_rig.State.Path, "runner");
        string[] written = Directory.GetFiles(runner, "notes", SearchOption.AllDirectories);
        written.ShouldHaveSingleItem().ShouldStartWith(Path.Combine(runner, "sandboxes"));
    }

    public static bool HasSandboxes => RunnerProcess.HasSandboxes;

    private async Task Start()
    {
        _system = await RunningSystem.Start(_rig.State, ["--runner", Programs.Runner]);
        _operator = await _system.Connect("operator");
        await _operator.Runner();
    }

    private async Task Ask(string order = """{"task":"write milk into notes and read them"}""")
    {
        _rig.Model.Script = request => Answer(request, order);
        _rig.Bot.Person(42, "Ann").Says("write down milk, then read the notes to me");
        await Told("I have it looked up.");
    }

    /// <summary>What each of the models says: the session's, its sub-agent's, and again the session's when it was told.</summary>
    private ModelReply Answer(SimulatedModelRequest request, string order)
    {
        JsonElement messages = request.Body.GetProperty("messages");
        string all = messages.ToString();
        if (messages[0].GetProperty("content").ToString().Contains("## Sub-agent", StringComparison.Ordinal))
        {
            return !all.Contains("\"w1\"", StringComparison.Ordinal) ? ModelReply.Empty.ThenToolCall("w1", "write", """{"path":"notes","content":"milk\n"}""")
                : !all.Contains("\"w2\"", StringComparison.Ordinal) ? ModelReply.Empty.ThenToolCall("w2", "read", """{"path":"notes"}""").HeldBy(_working)
                : ModelReply.Text(request.ResultOf("w2").Contains("milk", StringComparison.Ordinal) ? "milk" : "nothing");
        }

        return all.Contains("System: the sub-agent", StringComparison.Ordinal)
            ? ModelReply.Text(all.Contains("---\\nmilk\\n", StringComparison.Ordinal) ? "The notes say milk." : "There is nothing.")
            : all.Contains("accepted", StringComparison.Ordinal) ? ModelReply.Text("I have it looked up.")
            : ModelReply.Empty.ThenToolCall("c1", "sessions_spawn", order);
    }

    private Task Told(string text) => Waits.Until(() => _rig.Bot.Sent.Any(message => message.ChatId == 42 && message.Text == text), $"\"{text}\" in Ann's chat");

    private void ToldOnce()
    {
        _rig.Bot.Sent.Select(static message => message.Text).ShouldBe(["I have it looked up.", "The notes say milk."]);
        _rig.Model.Requests.Count(static request => request.Body.GetProperty("messages").EnumerateArray().Last().GetProperty("content").ToString()
            .Contains("System: the sub-agent", StringComparison.Ordinal)).ShouldBe(1);
    }
}
