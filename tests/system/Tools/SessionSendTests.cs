using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Tools;

/// <summary>An owner on Telegram asks, another agent's session answers within what the owner's may, and nobody else hears of it, whatever dies meanwhile.</summary>
public sealed class SessionSendTests : IAsyncLifetime
{
    private const string Family = "agent:family:main";

    private readonly ModelGate _answering = new();
    private TelegramRig _rig = null!;
    private RunningSystem _system = null!;
    private GatewayTestClient _operator = null!;

    public async ValueTask InitializeAsync()
    {
        _rig = await TelegramRig.Start(static document =>
        {
            document["channels"]!["telegram"]!["allowFrom"] = new JsonArray("42", "43");
            document["tools"] = new JsonObject { ["agentToAgent"] = new JsonObject { ["enabled"] = true, ["allow"] = new JsonArray("main", "family") } };
            document["agents"]!["list"] = new JsonArray(
                new JsonObject { ["id"] = "main", ["tools"] = new JsonObject { ["deny"] = new JsonArray("agents_list") } },
                new JsonObject { ["id"] = "family" },
                new JsonObject { ["id"] = "work" });
            document["bindings"] = new JsonArray(new JsonObject
            {
                ["agentId"] = "family",
                ["match"] = new JsonObject { ["channel"] = "telegram", ["peer"] = new JsonObject { ["kind"] = "dm", ["id"] = "43" } },
            });
        });
        _rig.Model.Script = Answer;
        _system = await RunningSystem.Start(_rig.State);
        _operator = await _system.Connect("operator");

        // Bob's chat is the family's, and the other agent has a session too.
        _rig.Bot.Person(43, "Bob").Says("hello");
        await Told(43, "Hello.");
        (await _operator.Ask("hello", "work-1", "agent:work:main")).ShouldBe("Hello.");
    }

    public async ValueTask DisposeAsync()
    {
        _answering.Open();
        await _operator.DisposeAsync();
        await _system.DisposeAsync();
        await _rig.DisposeAsync();
    }

    [Fact]
    public async Task Its_answer_is_told_to_who_asked_and_to_nobody_else()
    {
        _answering.Open();

        _rig.Bot.Person(42, "Ann").Says($"ask {Family}");

        await Told(42, "They have milk.");
        _rig.Bot.Sent.Select(static message => (message.ChatId, message.Text)).ShouldBe([(43, "Hello."), (42, "They have milk.")]);
        SimulatedModelRequest asked = _rig.Model.Requests.Single(IsSent);
        asked.Body.ToString().ShouldContain("Source: Session\\nFrom: agent:main:main");
        string[] tools = [.. asked.Body.GetProperty("tools").EnumerateArray().Select(static tool => tool.GetProperty("function").GetProperty("name").GetString()!)];
        tools.ShouldContain("session_status");
        tools.ShouldNotContain("agents_list", "the session that asks has none");
        tools.ShouldNotContain("cron", "nobody spoke");
        (await CommandLine.Run(_rig.State, "audit", "tail")).Output.ShouldContain("sessions_send");
    }

    [Fact]
    public async Task A_session_of_an_agent_that_is_not_named_is_one_that_there_is_not()
    {
        _answering.Open();

        _rig.Bot.Person(42, "Ann").Says("ask agent:work:main");

        await Told(42, "There is nobody.");
        _rig.Model.Requests.ShouldNotContain(static request => IsSent(request));
    }

    [Fact]
    public async Task The_process_is_killed_while_it_answers()
    {
        _rig.Bot.Person(42, "Ann").Says($"ask {Family}");
        await _answering.Reached;
        await _system.Kill();
        await _operator.DisposeAsync();
        await _system.DisposeAsync();

        _answering.Open();
        _system = await RunningSystem.Start(_rig.State);
        _operator = await _system.Connect("operator");

        await Told(42, "I do not know.");
        await Waits.Until(async () => (await History(Family)).EndsWith("milk", StringComparison.Ordinal), "the message to be answered");
        (await History(Family)).Split("is there milk?").Length.ShouldBe(2, "it was sent once");
    }

    private static bool IsSent(SimulatedModelRequest request) => Last(request, "user").Contains("System: session agent:main:main sent this message", StringComparison.Ordinal);

    private static string Last(SimulatedModelRequest request, string role) => request.Body.GetProperty("messages").EnumerateArray()
        .Last(message => message.GetProperty("role").GetString() == role).GetProperty("content").ToString();

    /// <summary>What each of the models says: one that is sent a message, one that asks, one that is greeted.</summary>
    private ModelReply Answer(SimulatedModelRequest request)
    {
        string said = Last(request, "user");
        if (IsSent(request))
        {
            return ModelReply.Text("milk").HeldBy(_answering);
        }

        if (said.Split("ask agent:") is not [_, var target])
        {
            return ModelReply.Text("Hello.");
        }

        return request.Body.GetProperty("messages").EnumerateArray().Last().GetProperty("role").GetString() != "tool"
            ? ModelReply.Empty.ThenToolCall("c1", "sessions_send", new JsonObject { ["sessionKey"] = "agent:" + target.Split('\n', ' ')[0], ["message"] = "is there milk?" }.ToJsonString())
            : ModelReply.Text(
                request.ResultOf("c1").Contains("\\nmilk\\n", StringComparison.Ordinal) ? "They have milk."
                : request.ResultOf("c1").Contains("unknown", StringComparison.Ordinal) ? "I do not know." : "There is nobody.");
    }

    private Task Told(long chat, string text) =>
        Waits.Until(() => _rig.Bot.Sent.Any(message => message.ChatId == chat && message.Text == text), $"\"{text}\" in the chat of {chat}");

    /// <summary>The texts of a session, one after the other.</summary>
    private async Task<string> History(string key) => string.Join('\n', (await _operator.CallAsync("chat.history", new JsonObject { ["sessionKey"] = key }))
        .GetProperty("messages").EnumerateArray().SelectMany(static message => message.GetProperty("content").EnumerateArray())
        .Select(static part => part.TryGetProperty("text", out JsonElement text) ? text.GetString() : ""));
}
