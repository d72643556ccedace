using System.Text.Json.Nodes;
using Moltbot.Conformance.Golden;
using Moltbot.Protocol.Tests.Golden;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Time;

namespace Moltbot.Protocol.Tests.Client;

/// <summary>The client that the gateway's tests stand on.</summary>
public sealed class GatewayTestClientTests
{
    private static readonly IReadOnlyList<GoldenConversation> Recorded =
        GoldenConversation.ReadFile(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cases", "golden_ws.json")));

    [Fact]
    public async Task It_says_hello_and_sees_events()
    {
        await using var gateway = await RecordedGateway.StartAsync(Recorded.Single(each => each.Name == "connect-local-device-no-nonce-v1"));
        await using var client = await GatewayTestClient.ConnectAsync(gateway.Url, new ConnectOptions { Token = "t", Device = TestDevice.Recorded('A') }, cancel: Cancel);

        client.Hello.GetProperty("protocol").GetInt32().ShouldBe(3);
        client.Hello.GetProperty("features").GetProperty("methods").GetArrayLength().ShouldBe(80);
        (await client.EventAsync("health", payload => payload.GetProperty("ok").GetBoolean(), Cancel)).Seq.ShouldBe(5);
    }

    [Fact]
    public async Task It_asks_and_is_answered()
    {
        await using var gateway = await RecordedGateway.StartAsync(Recorded.Single(each => each.Name == "method-voicewake.get"));
        await using var client = await GatewayTestClient.OpenAsync(gateway.Url, cancel: Cancel);
        (await client.HandshakeAsync(new ConnectOptions { Token = "t" }, Cancel)).Ok.ShouldBeTrue();

        var triggers = await client.CallAsync("voicewake.get", cancel: Cancel);

        triggers.GetProperty("triggers").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public async Task A_refusal_and_its_close_are_seen()
    {
        await using var gateway = await RecordedGateway.StartAsync(Recorded.Single(each => each.Name == "connect-bad-role"));
        await using var client = await GatewayTestClient.OpenAsync(gateway.Url, cancel: Cancel);

        var answer = await client.HandshakeAsync(new ConnectOptions { Role = "admin", Device = TestDevice.New() }, Cancel);

        (answer.Ok, answer.Code, answer.Message).ShouldBe((false, "INVALID_REQUEST", "invalid role"));
        (await client.ClosedAsync(Cancel)).ShouldBe(new GatewayClosed(1008, "invalid role"));
    }

    [Fact]
    public async Task A_wait_in_vain_says_phase_expected_and_actual()
    {
        await using var gateway = await RecordedGateway.StartAsync(Recorded.Single(each => each.Name == "connect-bad-role"));
        await using var client = await GatewayTestClient.OpenAsync(gateway.Url, "late", timeout: TimeSpan.FromMilliseconds(200), cancel: Cancel);
        await Waits.Until(() => client.Frames.Count == 1, "the challenge, however long it takes");
        await client.EventAsync("connect.challenge", cancel: Cancel);

        var failure = await Should.ThrowAsync<GatewayWaitException>(client.EventAsync("chat", cancel: Cancel));

        failure.Message.ShouldStartWith("late: expected event chat, but nothing for 0.2 s. Last of 1 frames:\n  taken {\"type\":\"event\",\"event\":\"connect.challenge\"");
    }

    [Fact]
    public async Task A_frame_that_clients_would_ignore_fails_the_test()
    {
        var conversation = Recorded.Single(each => each.Name == "connect-bad-role");
        var spoilt = conversation with
        {
            Steps = [.. conversation.Steps.Select(step => step.IsReceived ? step with { Frame = JsonNode.Parse($$"""{"traceId":1,{{step.Frame!.ToJsonString()[1..]}}""") } : step)],
        };
        await using var gateway = await RecordedGateway.StartAsync(spoilt);
        await using var client = await GatewayTestClient.OpenAsync(gateway.Url, cancel: Cancel);

        var failure = await Should.ThrowAsync<WireShapeException>(client.EventAsync("connect.challenge", cancel: Cancel));

        failure.Message.ShouldContain("unexpected property 'traceId'");
    }

    [Fact]
    public void A_device_signs_what_the_protocol_says()
    {
        var device = TestDevice.Recorded('A');
        var connect = JsonNode.Parse("""{"client":{"id":"cli","mode":"cli"},"role":"operator","scopes":["a","b"],"auth":{"token":"t"} }""")!.AsObject();

        var signed = device.Sign(connect, 5, "n");

        var text = $"v2|{device.Id}|cli|cli|operator|a,b|5|t|n";
        Policy.Devices.Ed25519.Verify(
            System.Buffers.Text.Base64Url.DecodeFromChars((string)signed["publicKey"]!),
            System.Text.Encoding.UTF8.GetBytes(text),
            System.Buffers.Text.Base64Url.DecodeFromChars((string)signed["signature"]!)).ShouldBeTrue();
        device.Sign(connect, 5, nonce: null).ContainsKey("nonce").ShouldBeFalse();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
