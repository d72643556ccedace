using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Telegram;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Tools;

/// <summary>Somebody on Telegram asks for a command, its owner allows it elsewhere, and it runs once, whatever dies meanwhile.</summary>
public sealed class AskedCommandTests : IAsyncLifetime
{
    private const long Group = -100500;

    private TelegramRig _rig = null!;
    private RunningSystem _system = null!;
    private GatewayTestClient _owner = null!;

    public async ValueTask InitializeAsync()
    {
        _rig = await TelegramRig.Start(static document =>
        {
            TelegramRig.LetRunnersRun(document);
            document["tools"] = new JsonObject { ["exec"] = new JsonObject { ["security"] = "allowlist", ["ask"] = "on-miss" } };
            JsonObject telegram = document["channels"]!["telegram"]!.AsObject();
            telegram["dmPolicy"] = "allowlist";
            telegram["allowFrom"] = new JsonArray("42");
            telegram["groupPolicy"] = "open";
            telegram["groups"] = new JsonObject { ["*"] = new JsonObject { ["requireMention"] = false } };
            document["approvals"] = new JsonObject
            {
                ["exec"] = new JsonObject
                {
                    ["enabled"] = true,
                    ["mode"] = "targets",
                    ["targets"] = new JsonArray(new JsonObject { ["channel"] = "telegram", ["to"] = Group.ToString(global::System.Globalization.CultureInfo.InvariantCulture) }),
                    ["approvers"] = new JsonArray("telegram:43"),
                },
            };
        });
        await Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _owner.DisposeAsync();
        await _system.DisposeAsync();
        await _rig.DisposeAsync();
    }

    [Fact(SkipUnless = nameof(HasSandboxes), Skip = "bubblewrap is not installed (Debian: apt-get install bubblewrap)")]
    public async Task What_the_owner_allows_at_a_client_runs_and_its_output_arrives()
    {
        JsonElement asked = await Ask();
        asked.GetProperty("request").GetProperty("command").GetString().ShouldBe("mkdir -v made");
        asked.GetProperty("request").GetProperty("cwd").GetString().ShouldBe("/workspace");
        Made().ShouldBe(0);

        await Allow(asked);

        await Told("It is made.");
        _rig.Model.Requests[1].ResultOf("c1").ShouldContain("created directory 'made'");
        Made().ShouldBe(1);
    }

    [Fact(SkipUnless = nameof(HasSandboxes), Skip = "bubblewrap is not installed (Debian: apt-get install bubblewrap)")]
    public async Task What_the_owner_allows_in_another_chat_runs_and_its_asker_allows_nothing()
    {
        SimulatedPerson ann = _rig.Bot.Person(42, "Ann"), owner = _rig.Bot.Person(43, "Olga");
        SimulatedGroup group = _rig.Bot.Group(Group, "Owners");
        await Ask(ann);
        await Waits.Until(() => _rig.Bot.Sent.Any(static message => message.ChatId == Group && message.Buttons.Count > 0), "the request in the owners' group");
        SimulatedMessage shown = _rig.Bot.Sent.Single(static message => message.ChatId == Group && message.Buttons.Count > 0);
        shown.Text.ShouldContain("mkdir -v made");

        await _rig.Bot.WhenConfirmed(ann.Presses(shown, shown.Buttons[0].Data, group));
        Made().ShouldBe(0);
        await _rig.Bot.WhenConfirmed(owner.Presses(shown, shown.Buttons[0].Data, group));

        await Told("It is made.");
        _rig.Model.Requests[1].ResultOf("c1").ShouldContain("created directory 'made'");
        Made().ShouldBe(1);
    }

    [Fact(SkipUnless = nameof(HasSandboxes), Skip = "bubblewrap is not installed (Debian: apt-get install bubblewrap)")]
    public async Task A_runner_that_is_killed_while_the_owner_thinks_is_waited_for()
    {
        JsonElement asked = await Ask();
        int killed = _system.RunnerId();
        await _system.KillRunner(_owner);

        await Allow(asked);

        await Told("It is made.");
        _rig.Model.Requests[1].ResultOf("c1").ShouldContain("created directory 'made'");
        _system.RunnerId().ShouldNotBe(killed);
        Made().ShouldBe(1);
    }

    [Fact(SkipUnless = nameof(HasSandboxes), Skip = "bubblewrap is not installed (Debian: apt-get install bubblewrap)")]
    public async Task A_request_outlives_the_process_that_asked()
    {
        JsonElement asked = await Ask();
        await _system.Kill();
        await _owner.DisposeAsync();
        await _system.DisposeAsync();
        await Start();

        await Allow(asked);

        await Told("It is made.");
        _rig.Model.Requests[1].ResultOf("c1").ShouldContain("created directory 'made'");
        Made().ShouldBe(1);
    }

    [Fact(SkipUnless = nameof(HasSandboxes), Skip = "bubblewrap is not installed (Debian: apt-get install bubblewrap)")]
    public async Task What_the_owner_denies_does_not_run()
    {
        JsonElement asked = await Ask();

        await _owner.CallAsync("exec.approval.resolve", new JsonObject { ["id"] = asked.GetProperty("id").GetString(), ["decision"] = "deny" });

        await Told("It is made.");
        _rig.Model.Requests[1].ResultOf("c1").ShouldBe("This did not run: a person was asked and denied it.");
        Made().ShouldBe(0);
    }

    public static bool HasSandboxes => RunnerProcess.HasSandboxes;

    private async Task Start()
    {
        _system = await RunningSystem.Start(_rig.State, ["--runner", Programs.Runner]);
        _owner = await _system.Connect("owner");
    }

    /// <summary>Ann asks, the model calls; answers what the owner's client is shown.</summary>
    private async Task<JsonElement> Ask(SimulatedPerson? ann = null)
    {
        await _owner.Runner();
        _rig.Model.Enqueue(ModelReply.Empty.ThenToolCall("c1", "exec", """{"command":"mkdir -v made"}"""), ModelReply.Text("It is made."));
        (ann ?? _rig.Bot.Person(42, "Ann")).Says("make me a folder");
        return (await _owner.EventAsync("exec.approval.requested")).Payload;
    }

    private Task Allow(JsonElement asked) =>
        _owner.CallAsync("exec.approval.resolve", new JsonObject { ["id"] = asked.GetProperty("id").GetString(), ["decision"] = "allow-once" });

    private Task Told(string text) => Waits.Until(() => _rig.Bot.Sent.Any(message => message.ChatId == 42 && message.Text == text), "the answer in Ann's chat");

    private int Made() => Directory.Exists(Path.Combine(_rig.State.Path, "runner", "sandboxes"))
        ? Directory.GetDirectories(Path.Combine(_rig.State.Path, "runner", "sandboxes"), "made", SearchOption.AllDirectories).Length
        : 0;
}
