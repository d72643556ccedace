using System.Text.Json;
using Moltbot.Gateway.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Shouldly;
using Xunit;

namespace Moltbot.Gateway.Tests.Handshake;

public sealed class HelloTests
{
    [Fact]
    public async Task A_client_with_the_token_is_told_everything_it_needs()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient client = await rig.Connect();

        JsonElement hello = client.Hello;
        hello.GetProperty("protocol").GetInt32().ShouldBe(3);
        hello.GetProperty("features").GetProperty("methods").GetArrayLength().ShouldBe(80);
        hello.GetProperty("features").GetProperty("events").GetArrayLength().ShouldBe(18);
        hello.GetProperty("policy").GetProperty("maxPayload").GetInt32().ShouldBe(524_288);
        hello.GetProperty("snapshot").GetProperty("sessionDefaults").GetProperty("mainSessionKey").GetString().ShouldBe("agent:main:main");
        JsonElement self = hello.GetProperty("snapshot").GetProperty("presence")[0];
        self.GetProperty("reason").GetString().ShouldBe("self");
        self.GetProperty("text").GetString().ShouldBe("Gateway: rig · app 2026.1.30 · mode gateway · reason self");
        hello.TryGetProperty("auth", out _).ShouldBeFalse("no device, no device token");

        ReceivedFrame health = await client.EventAsync("health");
        health.Payload.GetProperty("ok").GetBoolean().ShouldBeTrue();
        health.Seq.ShouldBe(1);
        JsonElement asked = await client.CallAsync("health");
        asked.GetProperty("defaultAgentId").GetString().ShouldBe("main");
    }

    [Fact]
    public async Task A_local_device_with_the_token_is_paired_silently_and_comes_back_by_its_own_token()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        TestDevice device = TestDevice.New();
        string token;
        await using (GatewayTestClient first = await rig.Connect(new ConnectOptions { Token = GatewayRig.Token, Device = device }))
        {
            JsonElement auth = first.Hello.GetProperty("auth");
            token = auth.GetProperty("deviceToken").GetString()!;
            token.Length.ShouldBe(32);
            auth.GetProperty("role").GetString().ShouldBe("operator");
        }

        await using GatewayTestClient again = await rig.Connect(new ConnectOptions { Token = token, Device = device });
        again.Hello.GetProperty("snapshot").GetProperty("uptimeMs").GetInt64().ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public async Task A_remote_device_waits_for_an_operator_who_sees_it_ask()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient admin = await rig.Connect();
        TestDevice device = TestDevice.New();
        var remote = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Forwarded-For"] = "203.0.113.7" };
        var options = new ConnectOptions { Token = GatewayRig.Token, Device = device, Scopes = ["operator.read"] };

        await using GatewayTestClient first = await rig.Open(remote);
        GatewayAnswer refused = await first.HandshakeAsync(options);
        refused.Code.ShouldBe("NOT_PAIRED");
        refused.Message.ShouldBe("pairing required");
        string requestId = refused.Details!.Value.GetProperty("requestId").GetString()!;
        (await first.ClosedAsync()).ShouldBe(new GatewayClosed(1008, "pairing required"));

        ReceivedFrame asked = await admin.EventAsync("device.pair.requested");
        asked.Payload.GetProperty("requestId").GetString().ShouldBe(requestId);
        JsonElement approved = await admin.CallAsync("device.pair.approve", new System.Text.Json.Nodes.JsonObject { ["requestId"] = requestId });
        approved.GetProperty("device").GetProperty("deviceId").GetString().ShouldBe(device.Id);
        (await admin.EventAsync("device.pair.resolved")).Payload.GetProperty("decision").GetString().ShouldBe("approved");

        await using GatewayTestClient second = await rig.Connect(options, remote);
        second.Hello.GetProperty("auth").GetProperty("scopes")[0].GetString().ShouldBe("operator.read");
        (await second.RequestAsync("config.get")).Message.ShouldBe("missing scope: operator.admin");
    }

    [Fact]
    public async Task A_token_names_its_tenant_and_sees_nothing_of_another()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient ours = await rig.Connect(new ConnectOptions { Token = GatewayRig.Token, ClientId = "test", Mode = "ui", DisplayName = "Ours" });
        await using GatewayTestClient theirs = await rig.Connect(new ConnectOptions { Token = "mbt_acme_secret", ClientId = "test", Mode = "ui", DisplayName = "Theirs" });

        JsonElement presence = await theirs.CallAsync("system-presence");
        presence.GetRawText().ShouldContain("Theirs");
        presence.GetRawText().ShouldNotContain("Ours");
    }

    [Theory]
    [InlineData("cli", "cli")]
    [InlineData("openclaw-control-ui", "webchat")]
    public async Task An_unknown_tenant_answers_like_a_wrong_secret_of_a_known_one(string clientId, string mode)
    {
        await using GatewayRig rig = await GatewayRig.Start();
        var answers = new List<string>();
        foreach (string token in new[] { "mbt_acme_wrong", "mbt_nobody_wrong" })
        {
            foreach (TestDevice? device in new[] { null, TestDevice.New() })
            {
                await using GatewayTestClient client = await rig.Open();
                GatewayAnswer answer = await client.HandshakeAsync(new ConnectOptions { Token = token, ClientId = clientId, Mode = mode, Device = device });
                answers.Add($"{answer.Code} {answer.Message} {await client.ClosedAsync()}");
            }
        }

        answers[2..].ShouldBe(answers[..2]);
        answers.ShouldAllBe(static answer => answer.Contains("1008", StringComparison.Ordinal));
    }
}
