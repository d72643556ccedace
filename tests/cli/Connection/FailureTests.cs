using System.Net;
using System.Net.Sockets;
using Moltbot.Cli.Tests.Support;
using Moltbot.TestSupport.Network;

namespace Moltbot.Cli.Tests.Connection;

/// <summary>What goes wrong, by exit code and by what the person is told to do.</summary>
public sealed class FailureTests
{
    [Fact]
    public async Task ConnectIsAMethodLikeOthersOnceConnected()
    {
        using var machine = new Machine();
        await using var gateway = await FakeGateway.StartAsync();
        gateway.Refuse("connect", "INVALID_REQUEST", "connect is only valid as the first request");
        var run = (await machine.With(gateway).RunAsync("gateway call connect")).Expect(ExitCodes.Failed);
        run.Error.ShouldContain("connect is only valid as the first request");
    }

    [Fact]
    public async Task NothingConfiguredAndNothingRunning()
    {
        using var machine = new Machine();
        using var port = new ClosedPort();
        machine.Variables["MOLTBOT_GATEWAY_PORT"] = $"{port.Number}";
        var run = (await machine.RunAsync("status")).Expect(ExitCodes.Unreachable);
        run.Out.ShouldBeEmpty();
        run.Error.ShouldBe($"""
            moltbot: nothing answers at ws://127.0.0.1:{port.Number}
              start it with: ./moltbot up
              the address came from MOLTBOT_GATEWAY_PORT; another one is named by --url or MOLTBOT_GATEWAY_URL
            """);
    }

    [Fact]
    public async Task JsonCarriesTheFailureToo()
    {
        using var machine = new Machine();
        using var port = new ClosedPort();
        var run = (await machine.RunAsync($"status --json --url ws://127.0.0.1:{port.Number}")).Expect(ExitCodes.Unreachable);
        ((bool)run.Json["ok"]!).ShouldBeFalse();
        ((int)run.Json["exitCode"]!).ShouldBe(69);
        ((string)run.Json["error"]!["message"]!).ShouldStartWith("nothing answers at");
        ((string)run.Json["error"]!["hint"]!).ShouldContain("./moltbot up");
    }

    [Fact]
    public async Task AWrongTokenIsNotShown()
    {
        using var machine = new Machine();
        await using var gateway = await FakeGateway.StartAsync();
        var run = (await machine.With(gateway, "an-old-token-of-this-gateway").RunAsync("status")).Expect(ExitCodes.NotAllowed);
        run.Error.ShouldBe($"""
            moltbot: {gateway.Url} does not accept the token from {machine.File("gateway-token")}
              it wants the token it was started with: gateway.auth.token of its configuration, or its state folder's gateway-token;
              give it by --token or MOLTBOT_GATEWAY_TOKEN
            """);
    }

    [Fact]
    public async Task NoTokenSaysWhereItWasLookedFor()
    {
        using var machine = new Machine();
        await using var gateway = await FakeGateway.StartAsync();
        var run = (await machine.With(gateway, token: null).RunAsync("status")).Expect(ExitCodes.NotAllowed);
        run.Error.ShouldContain("wants a token, and none was found");
        run.Error.ShouldContain(machine.File("gateway-token"));
    }

    [Fact]
    public async Task APairingThatIsMissingSaysHowToApprove()
    {
        using var machine = new Machine();
        await using var gateway = await FakeGateway.StartAsync();
        gateway.Refusal = new GatewayError("NOT_PAIRED", "pairing required", """{"requestId":"r-17"}""");
        var run = (await machine.With(gateway).RunAsync("status --json")).Expect(ExitCodes.NotAllowed);
        run.Error.ShouldContain("not paired");
        run.Error.ShouldContain("moltbot devices approve r-17");
        run.Error.ShouldContain("if no operator is left");
        ((string)run.Json["error"]!["code"]!).ShouldBe("NOT_PAIRED");
        ((string)run.Json["error"]!["details"]!["requestId"]!).ShouldBe("r-17");
    }

    [Fact]
    public async Task AnotherProtocolIsNamed()
    {
        using var machine = new Machine();
        await using var gateway = await FakeGateway.StartAsync();
        gateway.Refusal = new GatewayError("INVALID_REQUEST", "protocol mismatch", """{"expectedProtocol":4}""") { CloseCode = 1002 };
        var run = (await machine.With(gateway).RunAsync("status")).Expect(ExitCodes.Unreachable);
        run.Error.ShouldContain("speaks protocol 4, this client speaks protocol 3");
    }

    [Fact]
    public async Task ClocksThatDifferAreNamed()
    {
        using var machine = new Machine();
        await using var gateway = await FakeGateway.StartAsync();
        gateway.Refusal = new GatewayError("INVALID_REQUEST", "device signature expired");
        (await machine.With(gateway).RunAsync("status")).Expect(ExitCodes.NotAllowed).Error.ShouldContain("clocks");
    }

    [Fact]
    public async Task AWebServerIsNoGateway()
    {
        using var machine = new Machine();
        await using var gateway = await FakeGateway.StartAsync();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerHttpAsync(listener);
        var run = (await machine.RunAsync($"status --url ws://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}")).Expect(ExitCodes.Unreachable);
        run.Error.ShouldContain("answers, but not as a gateway does");
        await answering;
    }

    [Theory]
    [InlineData("missing scope: operator.admin", 77, "devices rotate <deviceId> --role operator --scope operator.admin")]
    [InlineData("unauthorized role: operator", 77, "not for operators")]
    [InlineData("unknown method: sessions.list", 1, "may be older")]
    [InlineData("something else", 1, "something else")]
    public async Task RefusalsOfAMethod(string message, int exitCode, string told)
    {
        using var machine = new Machine();
        await using var gateway = await FakeGateway.StartAsync();
        var run = (await machine.With(gateway.Refuse("sessions.list", "INVALID_REQUEST", message)).RunAsync("sessions")).Expect(exitCode);
        run.Error.ShouldContain(told);
    }

    [Fact]
    public async Task TooManyAttemptsSayWhenToTryAgain()
    {
        using var machine = new Machine();
        await using var gateway = await FakeGateway.StartAsync();
        gateway.On("moltbot.pairing.approve", _ => throw new GatewayError("INVALID_REQUEST", "too many wrong codes; try again later") { RetryAfterMs = 90_000 });
        (await machine.With(gateway).RunAsync("pairing approve telegram ABCD2345")).Expect(1).Error.ShouldContain("try again in 1m");
    }

    [Fact]
    public async Task AGatewayThatDoesNotAnswerInTime()
    {
        using var machine = new Machine();
        await using var gateway = await FakeGateway.StartAsync();
        gateway.On("sessions.list", async call =>
        {
            // Only now is the client waiting, so the clock may move.
            machine.Time.Advance(TimeSpan.FromSeconds(3));
            await call.Socket.ReceiveAsync();
            return null;
        });
        var run = (await machine.With(gateway).RunAsync("sessions --timeout 3s")).Expect(ExitCodes.Unreachable);
        run.Error.ShouldContain("did not answer sessions.list within 3s");
        run.Error.ShouldContain("--timeout");
    }

    [Fact]
    public async Task AConnectionThatBreaks()
    {
        using var machine = new Machine();
        await using var gateway = await FakeGateway.StartAsync();
        gateway.On("sessions.list", async call =>
        {
            await call.Socket.CloseAsync(1012, "service restart");
            return null;
        });
        (await machine.With(gateway).RunAsync("sessions")).Expect(ExitCodes.Unreachable).Error.ShouldContain("is restarting");
    }

    [Theory]
    [InlineData("ws://127.0.0.1:1?token=abcdefgh")]
    [InlineData("ws://user:abcdefgh@127.0.0.1:1")]
    [InlineData("ftp://127.0.0.1:1")]
    [InlineData("ws://")]
    public async Task AnAddressCarriesNoSecret(string url)
    {
        using var machine = new Machine();
        var run = (await machine.RunAsync("status", "--url", url)).Expect(ExitCodes.Usage);
        run.All.ShouldNotContain("abcdefgh");
    }

    [Theory]
    [InlineData("bogus")]
    [InlineData("devices approve")]
    [InlineData("sessions --limit 0")]
    [InlineData("sessions --limit many")]
    [InlineData("status --timeout soon")]
    [InlineData("gateway call health --params {")]
    [InlineData("agent")]
    public async Task WrongArguments(string words)
    {
        using var machine = new Machine();
        var run = (await machine.RunAsync(words)).Expect(ExitCodes.Usage);
        run.Error.ShouldStartWith("moltbot: ");
    }

    private static async Task AnswerHttpAsync(TcpListener listener)
    {
        using var socket = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var stream = socket.GetStream();

        // To the end of the request: what is left unread would make the close a reset.
        using var request = new StreamReader(stream, leaveOpen: true);
        while (!string.IsNullOrEmpty(await request.ReadLineAsync(TestContext.Current.CancellationToken)))
        {
        }

        await stream.WriteAsync("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
    }
}
