using System.Text.Json.Nodes;
using Moltbot.Cli.Tests.Support;

namespace Moltbot.Cli.Tests.Commands;

public sealed class AgentTests : IAsyncDisposable
{
    private readonly Machine _machine = new();
    private readonly TaskCompletionSource _shown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FakeGateway _gateway = null!;

    [Fact]
    public async Task TheAnswerIsShownAsItComes()
    {
        await StartAsync("Hello", "Hello wor", "Hello world");
        (await _machine.RunAsync("agent --message hi")).Expect(0).Out.ShouldBe("Hello world");
        var sent = _gateway.Calls.ShouldHaveSingleItem().Params;
        ((string)sent["message"]!, (string)sent["sessionKey"]!, (bool)sent["deliver"]!).ShouldBe(("hi", "main", false));
        ((string)sent["idempotencyKey"]!).ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task WithoutPiecesTheWholeAnswerIsShown()
    {
        await StartAsync();
        (await _machine.RunAsync("agent -m hi --session agent:main:work")).Expect(0).Out.ShouldBe("Hello world");
        ((string)_gateway.Calls[0].Params["sessionKey"]!).ShouldBe("agent:main:work");
    }

    [Fact]
    public async Task JsonIsTheLastAnswer()
    {
        await StartAsync("Hello");
        var run = (await _machine.RunAsync("agent -m hi --json")).Expect(0);
        ((string)run.Json["status"]!).ShouldBe("ok");
        ((string)run.Json["result"]!["payloads"]![0]!["text"]!).ShouldBe("Hello world");
    }

    [Fact]
    public async Task MessagesMayBeginWithAnAtAndComeFromTheInput()
    {
        await StartAsync();
        (await _machine.RunAsync("agent", "--message", "@everyone hi")).Expect(0);
        _machine.In = "a long\nmessage";
        (await _machine.RunAsync("agent", "--message", "-")).Expect(0);
        _gateway.Calls.Select(static call => (string)call.Params["message"]!).ShouldBe(["@everyone hi", "a long\nmessage"]);
    }

    [Fact]
    public async Task AnswersCannotMoveTheCursor()
    {
        await StartAsync("\u001b[2Jgone", "\u001b[2Jgone");
        (await _machine.RunAsync("agent -m hi")).Expect(0).Out.ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task AFailedRunIsAFailure()
    {
        await StartAsync();
        _gateway.Refuse("agent", "UNAVAILABLE", "no model is configured");
        (await _machine.RunAsync("agent -m hi")).Expect(ExitCodes.Failed).Error.ShouldBe("moltbot: no model is configured");
    }

    [Fact]
    public async Task CtrlCStopsTheRunToo()
    {
        _gateway = await FakeGateway.StartAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        _gateway.On("agent", async call =>
        {
            await call.Socket.AnswerAsync(call.Request, new JsonObject { ["runId"] = "run-1", ["status"] = "accepted", ["acceptedAt"] = 1 });
            await PieceAsync(call, "run-1", "Once upon");
            await _shown.Task;
            await stop.CancelAsync();
            await call.Socket.ReceiveAsync();
            return null;
        });
        _gateway.On("chat.abort", """{"ok":true,"aborted":true,"runIds":["run-1"]}""");
        using var output = new SignalWriter("Once upon", _shown);
        using var error = new StringWriter();
        (await CommandLine.RunAsync(["agent", "-m", "hi"], _machine.With(_gateway).Host(output, error), stop.Token)).ShouldBe(ExitCodes.Interrupted);
        var abort = _gateway.Calls[^1];
        (abort.Method, abort.Params.ToJsonString()).ShouldBe(("chat.abort", """{"sessionKey":"main","runId":"run-1"}"""));
        error.ToString().Trim().ShouldBe("stopped");
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _machine.Dispose();
    }

    private async Task StartAsync(params string[] pieces)
    {
        _gateway = await FakeGateway.StartAsync();
        _gateway.On("agent", async call =>
        {
            await call.Socket.AnswerAsync(call.Request, new JsonObject { ["runId"] = "run-1", ["status"] = "accepted", ["acceptedAt"] = 1 });
            await PieceAsync(call, "another-run", "not mine");
            foreach (var text in pieces)
            {
                await PieceAsync(call, "run-1", text);
            }

            return JsonNode.Parse("""{"runId":"run-1","status":"ok","summary":"completed","result":{"payloads":[{"text":"Hello world","mediaUrl":null}],"meta":{}}}""");
        });
        _machine.With(_gateway);
    }

    private static Task PieceAsync(GatewayCall call, string run, string text) => call.Socket.EventAsync("agent", new JsonObject
    {
        ["runId"] = run, ["seq"] = 1, ["stream"] = "assistant", ["ts"] = 1, ["data"] = new JsonObject { ["text"] = text, ["delta"] = text },
    });
}
