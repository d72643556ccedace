using Moltbot.Gateway.Tenants;
using Moltbot.Gateway.Tests.Support;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Events;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Time;
using Shouldly;
using Xunit;

namespace Moltbot.Gateway.Tests.Events;

/// <summary>Who hears what (protocol §3).</summary>
public sealed class AudienceTests
{
    private static readonly ChatEvent Final = new()
    {
        RunId = "r1",
        SessionKey = "main",
        CanonicalKey = "agent:main:main",
        Sequence = 2,
        State = ChatState.Final,
        Text = "hello \"you\"",
        Timestamp = 5,
    };

    [Fact]
    public async Task A_chat_goes_to_those_who_may_read_and_to_subscribed_nodes()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient reader = await rig.Connect(new ConnectOptions { Token = GatewayRig.Token, Scopes = ["operator.read"] });
        await using GatewayTestClient pairing = await rig.Connect(new ConnectOptions { Token = GatewayRig.Token, Scopes = ["operator.pairing"] });
        await using GatewayTestClient node = await rig.Connect(Node());
        await using GatewayTestClient listening = await rig.Connect(Node());
        await using GatewayTestClient stranger = await rig.Connect(new ConnectOptions { Token = "mbt_acme_secret" });
        await listening.CallAsync("node.event", new System.Text.Json.Nodes.JsonObject
        {
            ["event"] = "chat.subscribe",
            ["payloadJSON"] = """{"sessionKey":"main"}""",
        });

        await Publish(rig, Final);
        ReceivedFrame chat = await reader.EventAsync("chat");
        chat.Payload.GetRawText().ShouldBe(
            """{"runId":"r1","sessionKey":"main","seq":2,"state":"final","message":{"role":"assistant","content":[{"type":"text","text":"hello \"you\""}],"timestamp":5}}""");
        chat.Seq.ShouldNotBeNull();
        ReceivedFrame copy = await listening.EventAsync("chat");
        copy.Payload.GetProperty("runId").GetString().ShouldBe("r1");
        copy.Seq.ShouldBeNull("a copy for one node has no number");
        await pairing.NoEventAsync("chat", "device.pair.list");
        await pairing.NoEventAsync("health", "device.pair.list");
        await stranger.NoEventAsync("chat");
        await node.NoEventAsync("chat", "skills.bins");

        await listening.CallAsync("node.event", new System.Text.Json.Nodes.JsonObject
        {
            ["event"] = "chat.unsubscribe",
            ["payload"] = new System.Text.Json.Nodes.JsonObject { ["sessionKey"] = "main" },
        });
        await Publish(rig, Final);
        await reader.EventAsync("chat");
        await listening.NoEventAsync("chat", "skills.bins");
    }

    [Fact]
    public async Task Sequences_are_each_connections_own_and_have_no_gaps()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient first = await rig.Connect();
        await first.EventAsync("health");
        await Publish(rig, Final);
        await first.EventAsync("chat");
        await using GatewayTestClient second = await rig.Connect();
        (await second.EventAsync("health")).Seq.ShouldBe(1);
        await Publish(rig, Final);
        (await second.EventAsync("chat")).Seq.ShouldBe(2);
        await first.EventAsync("chat");
        first.Frames.Where(static frame => frame.Seq is not null).Select(static frame => frame.Seq!.Value)
            .ShouldBe(Enumerable.Range(1, first.Frames.Count(static frame => frame.Seq is not null)).Select(static number => (long)number));
    }

    [Fact]
    public async Task A_revoked_device_is_cut_off_at_once()
    {
        // A11.
        await using GatewayRig rig = await GatewayRig.Start();
        TestDevice device = TestDevice.New();
        await using GatewayTestClient admin = await rig.Connect();
        await using GatewayTestClient victim = await rig.Connect(new ConnectOptions { Token = GatewayRig.Token, Device = device, Scopes = ["operator.read"] });
        string token = victim.Hello.GetProperty("auth").GetProperty("deviceToken").GetString()!;

        await admin.CallAsync("device.token.revoke", new System.Text.Json.Nodes.JsonObject { ["deviceId"] = device.Id, ["role"] = "operator" });
        (await victim.ClosedAsync()).ShouldBe(new GatewayClosed(1008, "device token revoked"));

        await using GatewayTestClient again = await rig.Open();
        GatewayAnswer refused = await again.HandshakeAsync(new ConnectOptions { Token = token, Device = device, Scopes = ["operator.read"] });
        refused.Message!.ShouldStartWith("unauthorized: gateway token mismatch");
    }

    [Fact]
    public async Task A_missed_event_makes_everybody_come_again()
    {
        // A11 across the loss of a silo: what was missed may have been a revocation.
        var time = new ManualTime();
        await using GatewayRig rig = await GatewayRig.Start(time: time);
        await using GatewayTestClient client = await rig.Connect();
        var view = Assert.IsType<TenantViews>(rig.Services.GetService(typeof(ITenantViews))).Get("default");
        view.RestartSequence();
        view.OnEvent(7, Final);
        await client.EventAsync("chat");
        view.OnEvent(9, Final);
        time.Advance(EventSequencer.Patience);
        (await client.ClosedAsync()).ShouldBe(new GatewayClosed(1012, "service restart"));
    }

    private static ConnectOptions Node() => new()
    {
        Token = GatewayRig.Token,
        Device = TestDevice.New(),
        Role = "node",
        Scopes = null,
        ClientId = "node-host",
        Mode = "node",
    };

    private static Task Publish(GatewayRig rig, TenantEvent tenantEvent) =>
        rig.AsGateway<ITenantEventsGrain>(GrainKey.ForTenant(TenantId.Default)).Publish(tenantEvent);
}
