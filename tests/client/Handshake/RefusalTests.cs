using System.Net.WebSockets;
using Moltbot.Gateway.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Time;
using Shouldly;
using Xunit;

namespace Moltbot.Gateway.Tests.Handshake;

/// <summary>What is refused, in which words and with which close (protocol §1.3, §2).</summary>
public sealed class RefusalTests
{
    [Fact]
    public async Task Anything_before_connect_ends_the_connection()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        (string Sent, int Code, string Reason)[] cases =
        [
            ("not json", 1000, ""),
            ("""{"type":"event","event":"x"}""", 1008, "invalid request frame"),
            ("""{"type":"req","id":"1","method":"health"}""", 1008, "invalid handshake: first request must be connect"),
        ];
        foreach ((string sent, int code, string reason) in cases)
        {
            await using GatewayTestClient client = await rig.Open();
            await client.SendRawAsync(sent);
            (await client.ClosedAsync()).ShouldBe(new GatewayClosed(code, reason), sent);
        }
    }

    [Fact]
    public async Task A_frame_above_the_limit_is_1009_before_and_after_connect()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        string big = new('x', 524_289);
        await using GatewayTestClient before = await rig.Open();
        await before.SendRawAsync(big);
        (await before.ClosedAsync()).Code.ShouldBe(1009);

        await using GatewayTestClient after = await rig.Connect();
        await after.SendRawAsync(big);
        (await after.ClosedAsync()).Code.ShouldBe(1009);
    }

    [Fact]
    public async Task A_frame_at_the_limit_is_read()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient client = await rig.Connect();
        const string head = """{"type":"req","id":"big","method":"last-heartbeat","params":{"x":" """;
        string frame = head + new string('y', 524_288 - head.Length - 3) + "\"}}";
        frame.Length.ShouldBe(524_288);
        await client.SendRawAsync(frame);
        (await client.TakeAsync("the answer", static received => received.Id == "\"big\"")).Json.GetProperty("ok").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task After_connect_bad_frames_are_answered_and_noise_is_ignored()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient client = await rig.Connect();
        await client.SendRawAsync("noise");
        await client.SendRawAsync("""{"type":"req","id":"7","method":"connect","params":{}}""");
        (await client.TakeAsync("an answer", static frame => frame.Id == "\"7\"")).Text.ShouldContain("connect is only valid as the first request");
        await client.SendRawAsync("""{"type":"req","method":"x"}""");
        (await client.TakeAsync("an answer", static frame => frame.Id == "\"invalid\"")).Text.ShouldContain("invalid request frame: ");
        (await client.RequestAsync("last-heartbeat")).Ok.ShouldBeTrue();
    }

    [Theory]
    [InlineData(null, null, "unauthorized: gateway token missing", "NOT_PAIRED", "device identity required")]
    [InlineData("wrong", null, "unauthorized: gateway token mismatch", "INVALID_REQUEST", "unauthorized: gateway token mismatch (set gateway.remote.token to match gateway.auth.token)")]
    [InlineData(null, "a password", "", "NOT_PAIRED", "device identity required")]
    public async Task Only_the_valid_secret_lets_a_client_without_device_in(
        string? token, string? password, string withDevice, string code, string message)
    {
        // A3: a token that is there is not a token that holds.
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient bare = await rig.Open();
        GatewayAnswer answer = await bare.HandshakeAsync(new ConnectOptions { Token = token, Password = password });
        answer.Code.ShouldBe(code);
        answer.Message.ShouldBe(message);
        (await bare.ClosedAsync()).Code.ShouldBe(1008);

        await using GatewayTestClient device = await rig.Open();
        GatewayAnswer signed = await device.HandshakeAsync(new ConnectOptions { Token = token, Password = password, Device = TestDevice.New() });
        signed.Code.ShouldBe("INVALID_REQUEST");
        signed.Message!.ShouldStartWith(withDevice.Length > 0 ? withDevice : "unauthorized: gateway token missing");
    }

    [Fact]
    public async Task Versions_roles_and_signatures_are_checked_in_the_order_of_the_protocol()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        TestDevice device = TestDevice.New();
        (ConnectOptions Options, string Message, int Close)[] cases =
        [
            (new ConnectOptions { Protocol = (4, 4), Role = "king" }, "protocol mismatch", 1002),
            (new ConnectOptions { Role = "king" }, "invalid role", 1008),
            (new ConnectOptions { ClientId = "openclaw-control-ui", Mode = "webchat", Token = GatewayRig.Token }, "control ui requires HTTPS or localhost (secure context)", 1008),
            (new ConnectOptions { Device = device, SignedAt = 1 }, "device signature expired", 1008),
            (new ConnectOptions { Device = device, Token = GatewayRig.Token, Change = static connect => connect["device"]!["nonce"] = "another" }, "device nonce mismatch", 1008),
            (new ConnectOptions { Device = device, Token = GatewayRig.Token, Change = static connect => connect["scopes"]!.AsArray().Add("operator.write") }, "device signature invalid", 1008),
            (new ConnectOptions { Device = device, Token = GatewayRig.Token, Change = static connect => connect["device"]!["id"] = new string('0', 64) }, "device identity mismatch", 1008),
        ];
        foreach ((ConnectOptions options, string message, int close) in cases)
        {
            await using GatewayTestClient client = await rig.Open();
            (await client.HandshakeAsync(options)).Message.ShouldBe(message);
            (await client.ClosedAsync()).ShouldBe(new GatewayClosed(close, message));
        }
    }

    [Fact]
    public async Task A_page_of_another_origin_does_not_even_get_a_socket()
    {
        // A1, A12, B1.
        await using GatewayRig rig = await GatewayRig.Start("""{gateway: {controlUi: {allowedOrigins: ["https://chat.example.com"]}}}""");
        var foreign = new Dictionary<string, string>(StringComparer.Ordinal) { ["Origin"] = "https://evil.example" };
        await Should.ThrowAsync<WebSocketException>(() => rig.Open(foreign));

        var listed = new Dictionary<string, string>(StringComparer.Ordinal) { ["Origin"] = "https://chat.example.com" };
        await using GatewayTestClient client = await rig.Connect(headers: listed);
        client.Hello.GetProperty("protocol").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task Forwarding_headers_of_nobody_trusted_make_nothing_local()
    {
        // A13: a local peer that says it speaks for 127.0.0.1 is not local.
        await using GatewayRig rig = await GatewayRig.Start();
        var spoofed = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Forwarded-For"] = "127.0.0.1" };
        await using GatewayTestClient client = await rig.Open(spoofed);
        GatewayAnswer answer = await client.HandshakeAsync(new ConnectOptions { Token = GatewayRig.Token, Device = TestDevice.New() });
        answer.Message.ShouldBe("pairing required");
    }

    [Fact]
    public async Task Guessing_is_slowed_down_on_loopback_too()
    {
        // B1, B2.
        await using GatewayRig rig = await GatewayRig.Start();
        string? message = null;
        for (int attempt = 0; attempt < 50 && message?.Contains("too many", StringComparison.Ordinal) != true; attempt++)
        {
            await using GatewayTestClient client = await rig.Open();
            message = (await client.HandshakeAsync(new ConnectOptions { Token = "guess " + attempt })).Message;
        }

        message.ShouldBe("unauthorized: too many failed attempts, try again later");
    }

    [Fact]
    public async Task Guesses_of_others_behind_the_same_address_keep_no_paired_device_out()
    {
        // B2: and a device that is not paired is a guess like any other.
        await using GatewayRig rig = await GatewayRig.Start();
        TestDevice device = TestDevice.New();
        string token;
        await using (GatewayTestClient first = await rig.Connect(new ConnectOptions { Token = GatewayRig.Token, Device = device }))
        {
            token = first.Hello.GetProperty("auth").GetProperty("deviceToken").GetString()!;
        }

        string? message = null;
        for (int attempt = 0; attempt < 50 && message?.Contains("too many", StringComparison.Ordinal) != true; attempt++)
        {
            await using GatewayTestClient client = await rig.Open();
            message = (await client.HandshakeAsync(new ConnectOptions { Token = "guess " + attempt })).Message;
        }

        await using GatewayTestClient again = await rig.Connect(new ConnectOptions { Token = token, Device = device });
        again.Hello.GetProperty("protocol").GetInt32().ShouldBe(3);
        foreach (ConnectOptions other in (ConnectOptions[])
            [
                new() { Token = GatewayRig.Token, Device = device },
                new() { Token = token, Device = TestDevice.New() },
                new() { Token = token, Device = device, SignsNonce = false },
                new() { Token = token },
            ])
        {
            await using GatewayTestClient client = await rig.Open();
            (await client.HandshakeAsync(other)).Message.ShouldBe("unauthorized: too many failed attempts, try again later");
        }
    }

    [Fact]
    public async Task Made_up_tenants_wake_few_grains()
    {
        // B5: the name of a tenant is the caller's own word.
        await using GatewayRig rig = await GatewayRig.Start();
        string? message = null;
        for (int attempt = 0; attempt < 30; attempt++)
        {
            await using GatewayTestClient client = await rig.Open();
            bool isUi = attempt % 2 == 0;
            message = (await client.HandshakeAsync(new ConnectOptions
            {
                Token = $"mbt_made-up-{attempt}_x",
                ClientId = isUi ? "openclaw-control-ui" : "cli",
                Mode = isUi ? "webchat" : "cli",
            })).Message;
        }

        message.ShouldBe("unauthorized: too many failed attempts, try again later");
        rig.Documents.Woken.Count(static tenant => tenant.StartsWith("made-up-", StringComparison.Ordinal))
            .ShouldBe(5, "ten attempts are free, and those of a page without a device are refused before the tenant is asked");
        await using GatewayTestClient own = await rig.Connect();
        own.Hello.GetProperty("protocol").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task Sockets_that_prove_nothing_are_few()
    {
        // B5.
        await using GatewayRig rig = await GatewayRig.Start(change: static options => options with { MaxPendingPerAddress = 2 });
        await using GatewayTestClient first = await rig.Open();
        await first.EventAsync("connect.challenge");
        await using GatewayTestClient second = await rig.Open();
        await second.EventAsync("connect.challenge");
        await Should.ThrowAsync<WebSocketException>(() => rig.Open());

        await second.CloseAsync();
        await second.ClosedAsync();

        // The server's end of a socket is told a moment after the client's.
        GatewayTestClient? established = null;
        await Waits.Until(async () => (established = await TryConnect(rig)) is not null, "room for another");
        await using (established)
        {
            established!.Hello.GetProperty("protocol").GetInt32().ShouldBe(3);
        }
    }

    private static async Task<GatewayTestClient?> TryConnect(GatewayRig rig)
    {
        try
        {
            return await rig.Connect();
        }
        catch (WebSocketException)
        {
            return null;
        }
    }
}
