using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Gateway.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Time;
using Shouldly;
using Xunit;

namespace Moltbot.Gateway.Tests.Methods;

public sealed class StatusMethodTests
{
    [Fact]
    public async Task Health_is_kept_a_minute_and_made_anew_on_demand()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient client = await rig.Connect();
        await client.EventAsync("health");
        string first = (await client.CallAsync("health")).GetRawText();
        (await client.CallAsync("health")).GetRawText().ShouldBe(first, "the same bytes");
        JsonElement probed = await client.CallAsync("health", new JsonObject { ["probe"] = true });
        probed.GetProperty("agents")[0].GetProperty("heartbeat").GetProperty("every").GetString().ShouldBe("30m");
        probed.GetProperty("agents")[0].GetProperty("heartbeat").GetProperty("everyMs").GetInt64().ShouldBe(1_800_000);
        ReceivedFrame told = await client.EventAsync("health");
        told.Payload.GetProperty("ts").GetInt64().ShouldBe(probed.GetProperty("ts").GetInt64());
        told.Json.GetProperty("stateVersion").GetProperty("health").GetInt64().ShouldBe(2);
    }

    [Fact]
    public async Task Status_presence_and_channels_have_the_originals_shapes()
    {
        await using GatewayRig rig = await GatewayRig.Start("""{channels: {telegram: {botToken: "123456:abcdefghijklmnopqrstuvwxyz"}}}""");
        await using GatewayTestClient client = await rig.Connect(new ConnectOptions { Token = GatewayRig.Token, ClientId = "test", Mode = "ui", DisplayName = "A desk" });
        JsonElement status = await client.CallAsync("status");
        status.GetProperty("sessions").GetProperty("count").GetInt32().ShouldBe(0);
        status.GetProperty("channelSummary")[0].GetString().ShouldBe("Telegram: configured");
        JsonElement channels = await client.CallAsync("channels.status");
        WireShape.Check(channels, "ChannelsStatusResult");
        channels.GetProperty("channelOrder")[0].GetString().ShouldBe("telegram");
        channels.GetProperty("channelAccounts").GetProperty("telegram")[0].GetProperty("tokenSource").GetString().ShouldBe("config");
        channels.GetRawText().ShouldNotContain("abcdefghijklmnop");

        JsonElement presence = await client.CallAsync("system-presence");
        presence[1].GetProperty("text").GetString().ShouldBe("Node: A desk · mode ui");
        (await client.CallAsync("last-heartbeat")).ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Who_wakes_the_assistant_has_a_heartbeat_where_there_are_some()
    {
        await using ConversationRig rig = await ConversationRig.Start();
        await rig.Heartbeats();
        JsonElement health = (await rig.Client.CallAsync("health", new JsonObject { ["probe"] = true })).GetProperty("agents")[0].GetProperty("heartbeat");
        (health.GetProperty("everyMs").GetInt64(), health.GetProperty("target").GetString()).ShouldBe((3_600_000, "none"));
        (await rig.Client.CallAsync("last-heartbeat")).ValueKind.ShouldBe(JsonValueKind.Null);
        (await rig.Client.CallAsync("wake", new JsonObject { ["mode"] = "now", ["text"] = "the bell rang" })).ToString().ShouldBe("""{"ok":true}""");
        JsonElement told = (await rig.Client.EventAsync("heartbeat")).Payload;
        told.GetProperty("status").GetString().ShouldBe("skipped");
        told.GetProperty("reason").GetString().ShouldBe("no-target");
        told.GetProperty("preview").GetString().ShouldBe("Hello from the simulated model.");
        (await rig.Client.CallAsync("last-heartbeat")).GetRawText().ShouldBe(told.GetRawText());

        (await rig.Client.RequestAsync("set-heartbeats", new JsonObject { ["enabled"] = "no" })).Message.ShouldBe("invalid set-heartbeats params: enabled (boolean) required");
        (await rig.Client.CallAsync("set-heartbeats", new JsonObject { ["enabled"] = false })).ToString().ShouldBe("""{"ok":true,"enabled":false}""");
        (await rig.Client.CallAsync("last-heartbeat")).ValueKind.ShouldBe(JsonValueKind.Null);
        await rig.Client.CallAsync("wake", new JsonObject { ["mode"] = "now", ["text"] = "it rang again" });
        await Waits.Until(() => rig.Model.Requests.Count == 2, "the turn to be asked");
        rig.Model.Requests[0].Body.ToString().ShouldContain("] the bell rang\\n");
        rig.Model.Requests[1].Body.ToString().ShouldContain("System: it rang again");

        await using GatewayTestClient writer = await rig.Gateway.Connect(new ConnectOptions { Token = GatewayRig.Token, Scopes = ["operator.write"] });
        (await writer.RequestAsync("set-heartbeats", new JsonObject { ["enabled"] = true })).Message.ShouldBe("missing scope: operator.admin");
    }

    [Fact]
    public async Task A_system_event_is_told_to_everybody_and_kept_for_the_main_session()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient client = await rig.Connect();
        (await client.RequestAsync("system-event", new JsonObject { ["text"] = " " })).Message.ShouldBe("text required");
        await client.CallAsync("system-event", new JsonObject { ["text"] = "Node: Desk", ["host"] = "Desk", ["mode"] = "gateway" });
        ReceivedFrame presence = await client.EventAsync("presence");
        presence.Payload.GetProperty("presence").EnumerateArray().Count(static line => line.TryGetProperty("mode", out JsonElement mode) && mode.GetString() == "gateway")
            .ShouldBe(1, "nobody passes for the gateway");
        presence.Json.GetProperty("stateVersion").GetProperty("presence").GetInt64().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Status_counts_the_sessions_of_all_agents()
    {
        // More than are shown, and the latest all of one agent.
        await using ConversationRig rig = await ConversationRig.Start("session: { idleMinutes: 60 }");
        string hash = (await rig.Client.CallAsync("config.get")).GetProperty("hash").GetString()!;
        await rig.Client.CallAsync("config.patch", new JsonObject { ["raw"] = "{ agents: { list: [{ id: 'main', default: true }, { id: 'other' }] } }", ["baseHash"] = hash });
        await rig.Ask("hi", "first", "agent:other:main");
        for (int number = 0; number < 11; number++)
        {
            await rig.Ask("hi", "r" + number, "s" + number);
        }

        JsonElement sessions = (await rig.Client.CallAsync("status")).GetProperty("sessions");

        sessions.GetProperty("count").GetInt32().ShouldBe(12);
        sessions.GetProperty("recent").GetArrayLength().ShouldBe(10);
    }
}
