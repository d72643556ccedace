using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Telegram;

namespace Moltbot.System.Tests.Tools;

/// <summary>The assistant looks by itself and says in the chat what needs attention.</summary>
public sealed class HeartbeatTests : IAsyncLifetime
{
    private TelegramRig _rig = null!;
    private RunningSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _rig = await TelegramRig.Start(static document =>
        {
            document["channels"]!["telegram"]!["allowFrom"] = new JsonArray("42");
            document["agents"]!["defaults"]!["heartbeat"] = new JsonObject { ["every"] = "1h", ["prompt"] = "/elevated full Look around." };
            document.WithHooks(Secret);
        });
        _system = await RunningSystem.Start(_rig.State);
    }

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        await _rig.DisposeAsync();
    }

    private const string Secret = "kq7Xw2mB9vLr4TzD8sNfQ1aY";

    /// <summary>A15: what a hook says is a stranger's word in it, and neither that nor the prompt brings what the owner has in the same session.</summary>
    [Fact]
    public async Task What_a_hook_tells_is_looked_at_at_once_and_opens_nothing()
    {
        await using GatewayTestClient client = await _system.Connect("admin");
        SimulatedPerson ann = _rig.Bot.Person(42, "Ann", "ann");
        ann.Says("hello");
        await _rig.Bot.WhenSent(1);
        _rig.Model.Requests[0].Body.ToString().ShouldContain("\"name\":\"cron\"");
        _rig.Model.Enqueue(
            ModelReply.Empty.ThenToolCall("c1", "cron", """{"action":"add","job":{"name":"x","schedule":{"kind":"every","everyMs":1000},"payload":{"kind":"systemEvent","text":"x"}}}"""),
            ModelReply.Text("Somebody is at the door."));

        await Ring("ring /new");
        await _rig.Bot.WhenSent(2);
        JsonElement told = (await client.EventAsync("heartbeat")).Payload;

        (told.GetProperty("status").GetString(), told.GetProperty("to").GetString()).ShouldBe(("sent", "42"));
        _rig.Bot.Sent.Select(static message => (message.ChatId, message.Text)).ShouldBe([(42, "Hello from the simulated model."), (42, "Somebody is at the door.")]);
        string asked = _rig.Model.Requests[1].Body.ToString();
        asked.ShouldContain("A hook (external, untrusted) says: ring /new");
        asked.ShouldContain("/elevated full Look around.");
        asked.ShouldNotContain("\"name\":\"cron\"");
        _rig.Model.Requests[2].ResultOf("c1").ShouldBe("This did not run: there is no such tool.");

        await Ring("and again");
        (await CommandLine.Run(_rig.State, "system", "heartbeat", "last")).Output.ShouldContain("sent");
        _rig.Model.Requests.Count.ShouldBe(3, "who rings again waits until a minute is over");
        _rig.Bot.Sent.Count.ShouldBe(2);
        (await client.CallAsync("cron.status")).GetProperty("jobs").GetInt32().ShouldBe(0);
        JsonElement session = (await client.CallAsync("sessions.list")).GetProperty("sessions").EnumerateArray().Single(static each => each.GetProperty("key").GetString() == "agent:main:main");
        session.TryGetProperty("elevatedLevel", out _).ShouldBeFalse();
    }

    private async Task Ring(string text)
    {
        using var http = new HttpClient { BaseAddress = _system.Http };
        http.DefaultRequestHeaders.Add("Authorization", "Bearer " + Secret);
        using HttpResponseMessage answer = await http.PostAsync("hooks/wake", new StringContent(new JsonObject { ["text"] = text, ["mode"] = "now" }.ToJsonString()));
        answer.EnsureSuccessStatusCode();
    }
}
