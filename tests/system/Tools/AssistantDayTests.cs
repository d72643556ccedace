using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Telegram;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Tools;

/// <summary>
/// One person's day with the assistant, as the parts work together: files in a sandbox, a command that the owner allows from another chat, a sub-agent, a skill
/// without a model and a job; and all of it again after the runner was killed in the middle of a call.
/// </summary>
public sealed class AssistantDayTests : IAsyncLifetime
{
    private const long Ann = 42;
    private const long Owners = -100500;

    private TelegramRig _rig = null!;
    private RunningSystem _system = null!;
    private GatewayTestClient _operator = null!;
    private SimulatedPerson _ann = null!;
    private SimulatedPerson _olga = null!;
    private SimulatedGroup _group = null!;

    public async ValueTask InitializeAsync()
    {
        _rig = await TelegramRig.Start(static document =>
        {
            TelegramRig.LetRunnersRun(document);
            document["tools"] = new JsonObject
            {
                ["exec"] = new JsonObject { ["security"] = "allowlist", ["ask"] = "on-miss" },
                ["sandbox"] = new JsonObject { ["tools"] = new JsonObject { ["allow"] = new JsonArray("group:fs", "group:runtime", "group:sessions", "cron"), ["deny"] = new JsonArray() } },
            };
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
                    ["targets"] = new JsonArray(new JsonObject { ["channel"] = "telegram", ["to"] = Owners.ToString(CultureInfo.InvariantCulture) }),
                    ["approvers"] = new JsonArray("telegram:43"),
                },
            };
        });
        _rig.Model.Script = Answer;
        _system = await RunningSystem.Start(_rig.State, ["--runner", Programs.Runner]);
        _operator = await _system.Connect("operator");
        await _operator.Runner();
        (_ann, _olga, _group) = (_rig.Bot.Person(Ann, "Ann"), _rig.Bot.Person(43, "Olga"), _rig.Bot.Group(Owners, "Owners"));
        (await CommandLine.Run(_rig.State, "skills", "install", Path.Combine(Programs.Skills, "clock"))).ExitCode.ShouldBe(0);
        (await CommandLine.Run(_rig.State, "skills", "approve", "clock")).ExitCode.ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        await _operator.DisposeAsync();
        await _system.DisposeAsync();
        await _rig.DisposeAsync();
    }

    [Fact(SkipUnless = nameof(HasSandboxes), Skip = "bubblewrap is not installed (Debian: apt-get install bubblewrap)")]
    public async Task All_of_it_works_and_works_again_after_the_runner_was_killed()
    {
        await Day("one");

        _ann.Says("sleep please");
        await Waits.Until(() => Asked("sleep 600").Count == 1, "the request in the owners' group");
        await _rig.Bot.WhenConfirmed(_olga.Presses(Asked("sleep 600")[0], Asked("sleep 600")[0].Buttons[0].Data, _group));
        await Waits.Until(() => Files("begun").Length > 0, "the command to begin");
        int killed = _system.RunnerId();
        await _system.KillRunner(_operator);
        await Told("unknown: nobody knows whether I slept");
        await _operator.Runner();
        _system.RunnerId().ShouldNotBe(killed);

        await Day("two");

        Asked("sleep 600").Count.ShouldBe(1, "what was cut off is not made again");
        Files("begun").Length.ShouldBe(1);
        Files("made-one").Length.ShouldBe(1);
        Files("made-two").Length.ShouldBe(1);
    }

    public static bool HasSandboxes => RunnerProcess.HasSandboxes;

    private async Task Day(string day)
    {
        _ann.Says($"file {day}");
        await Told($"{day}: milk and eggs");

        _ann.Says($"make {day}");
        await Waits.Until(() => Asked($"made-{day}").Count == 1, $"the request of day {day} in the owners' group");
        SimulatedMessage shown = Asked($"made-{day}")[0];
        await _rig.Bot.WhenConfirmed(_ann.Presses(shown, shown.Buttons[0].Data, _group));
        Files($"made-{day}").ShouldBeEmpty("who asks allows nothing");
        await _rig.Bot.WhenConfirmed(_olga.Presses(shown, shown.Buttons[0].Data, _group));
        await Told($"{day}: created directory");

        _ann.Says($"helper {day}");
        await Told($"{day}: the helper read milk and eggs");

        int before = _rig.Model.Requests.Count;
        int sent = _rig.Bot.Sent.Count;
        _ann.Says("What time is it?");
        await _rig.Bot.WhenSent(sent + 1);
        _rig.Bot.Sent[sent].Text.ShouldStartWith("It is ");
        _rig.Model.Requests.Count.ShouldBe(before, "a skill answers without a model");

        _ann.Says($"remind {day}");
        await Told($"{day}: good morning");
    }

    /// <summary>What the model says: to a person by what was said last (lines of the system may stand before it), to a result by its call, and as a sub-agent.</summary>
    private static ModelReply Answer(SimulatedModelRequest request)
    {
        JsonElement[] messages = [.. request.Body.GetProperty("messages").EnumerateArray()];
        JsonElement last = messages[^1];
        string said = messages.Last(static message => message.GetProperty("role").GetString() == "user").GetProperty("content").ToString();
        string day = said.Contains("two", StringComparison.Ordinal) ? "two" : "one";
        bool isSubagent = messages[0].GetProperty("content").ToString().Contains("## Sub-agent", StringComparison.Ordinal);
        if (last.GetProperty("role").GetString() == "tool")
        {
            string id = last.GetProperty("tool_call_id").GetString()!;
            string result = last.GetProperty("content").ToString();
            return id[..2] switch
            {
                "w-" => ModelReply.Empty.ThenToolCall("r-" + day, "read", $$"""{"path":"list-{{day}}.txt"}"""),
                "r-" => ModelReply.Text(result.Contains("milk\neggs", StringComparison.Ordinal) ? isSubagent ? "milk and eggs" : $"{day}: milk and eggs" : $"no list: {result}"),
                "e-" => ModelReply.Text(result.Contains("created directory", StringComparison.Ordinal) ? $"{day}: created directory" : $"not made: {result}"),
                "s-" => ModelReply.Text(result.Contains("unknown", StringComparison.Ordinal) ? "unknown: nobody knows whether I slept" : $"slept: {result}"),
                "c-" => ModelReply.Text("I will."),
                _ => ModelReply.Text("It is on its way."),
            };
        }

        return isSubagent ? ModelReply.Empty.ThenToolCall("w-" + day, "write", $$"""{"path":"list-{{day}}.txt","content":"milk\neggs\n"}""")
            : said.Contains("file ", StringComparison.Ordinal) ? ModelReply.Empty.ThenToolCall("w-" + day, "write", $$"""{"path":"list-{{day}}.txt","content":"milk\neggs\n"}""")
            : said.Contains("make ", StringComparison.Ordinal) ? ModelReply.Empty.ThenToolCall("e-" + day, "exec", $$"""{"command":"mkdir -v made-{{day}}"}""")
            : said.Contains("helper ", StringComparison.Ordinal) ? ModelReply.Empty.ThenToolCall("h-" + day, "sessions_spawn", $$"""{"task":"write list {{day}} and read it"}""")
            : said.Contains("remind ", StringComparison.Ordinal) ? ModelReply.Empty.ThenToolCall("c-" + day, "cron", JobOf(day))
            : said.Contains("sleep ", StringComparison.Ordinal) ? ModelReply.Empty.ThenToolCall("s-" + day, "exec", """{"command":"mkdir begun && sleep 600"}""")
            : said.Contains("System: the sub-agent", StringComparison.Ordinal)
                ? ModelReply.Text(said.Contains("milk and eggs", StringComparison.Ordinal) ? $"{day}: the helper read milk and eggs" : $"no helper: {said}")
            : said.Contains("morning", StringComparison.Ordinal) ? ModelReply.Text($"{day}: good morning")
            : ModelReply.Text("What do you mean?");
    }

    private static string JobOf(string day) =>
        $$$"""{"action":"add","job":{"name":"{{{day}}}","schedule":{"kind":"at","atMs":{{{TimeProvider.System.GetUtcNow().AddSeconds(2).ToUnixTimeMilliseconds()}}}},"payload":{"kind":"agentTurn","message":"it is morning of day {{{day}}}"} } }""";

    private IReadOnlyList<SimulatedMessage> Asked(string command) =>
        [.. _rig.Bot.Sent.Where(message => message.ChatId == Owners && message.Buttons.Count > 0 && message.Text.Contains(command, StringComparison.Ordinal))];

    private Task Told(string text) => Waits.Until(
        () => _rig.Bot.Sent.Any(message => message.ChatId == Ann && message.Text == text), $"\"{text}\" in Ann's chat, which has: {string.Join(" | ", _rig.Bot.Sent.Select(static message => message.Text))}");

    private string[] Files(string name)
    {
        string sandboxes = Path.Combine(_rig.State.Path, "runner", "sandboxes");
        return Directory.Exists(sandboxes) ? Directory.GetFileSystemEntries(sandboxes, name, SearchOption.AllDirectories) : [];
    }
}
