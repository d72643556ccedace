using System.Text;
using System.Text.Json.Nodes;
using Moltbot.Policy.Scopes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Platforms;
using Moltbot.TestSupport.Telegram;

namespace Moltbot.System.Tests.Attacks;

/// <summary>Secrets with known texts are looked for in everything that leaves the process or is written down (A16, K1).</summary>
public sealed class CanaryTests : IAsyncLifetime
{
    private const string Gateway = "canary-gateway-0d1f7b93", ApiKey = "sk-canary-model-5c8e21aa", Bot = "777000:canary-bot-9f36d2c4ee";
    private static readonly string[] Canaries = [Gateway, ApiKey, Bot, "canary-"];
    private readonly StateFolder _state = new();
    private SimulatedModelProvider _model = null!;
    private SimulatedTelegram _telegram = null!;
    private SimulatedBot _bot = null!;
    private RunningSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await SimulatedModelProvider.StartAsync();
        _telegram = await SimulatedTelegram.StartAsync();
        _bot = _telegram.AddBot(Bot, "molty_bot");
        _state.Configure(Configurations.For(_model, ApiKey).WithTelegram(_telegram, _bot)
            .WithGateway(new JsonObject { ["auth"] = new JsonObject { ["token"] = Gateway } }));
        _system = await RunningSystem.Start(_state, environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["MOLTBOT_GATEWAY_TOKEN"] = Gateway });
    }

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        await _telegram.DisposeAsync();
        await _model.DisposeAsync();
        _state.Dispose();
    }

    [Fact]
    public async Task No_method_answers_with_a_secret()
    {
        await using GatewayTestClient admin = await _system.Connect();
        await admin.Ask("hello", "first");
        foreach (string method in GatewayMethods.Advertised.Concat(GatewayMethods.Unadvertised).Concat(GatewayMethods.Own).Where(static method => method != "connect"))
        {
            await admin.RequestAsync(method);
            await admin.RequestAsync(method, new JsonObject());
            await admin.RequestAsync(method, new JsonObject { ["sessionKey"] = "main", ["key"] = "main", ["keys"] = new JsonArray("main"), ["probe"] = true });
        }

        ShouldBeClean("the gateway's frames", string.Join('\n', admin.Frames.Select(static frame => frame.Text)));
        ShouldBeClean("the log", _system.Program.Output.Text);
    }

    [Fact]
    public async Task No_failure_tells_a_secret()
    {
        _model.Script = static _ => ModelReply.Status(401, new JsonObject { ["error"] = new JsonObject { ["message"] = $"Incorrect API key provided: {ApiKey} at https://{ApiKey}@host/v1?key={ApiKey}" } }.ToJsonString());
        _bot.Script("getUpdates", SimulatedAnswer.Error(500, $"proxy error for /bot{Bot}/getUpdates"), SimulatedAnswer.Break(), SimulatedAnswer.Raw(502, $"<html>https://api.telegram.org/bot{Bot}/getUpdates</html>"));
        await using GatewayTestClient admin = await _system.Connect();

        string answer = await admin.Ask("hello", "refused");
        await admin.RequestAsync("channels.status", new JsonObject { ["probe"] = true });
        await admin.RequestAsync("send", new JsonObject { ["channel"] = "telegram", ["to"] = "42", ["message"] = "x", ["idempotencyKey"] = "s" });
        await admin.RequestAsync("logs.tail", new JsonObject());
        await admin.RequestAsync("config.set", new JsonObject { ["raw"] = $"{{ gateway: {{ auth: {{ token: ['{Gateway}'] }} }}, channels: {{ telegram: {{ botToken: {{ x: '{Bot}' }} }} }} }}" });
        await using GatewayTestClient stranger = await GatewayTestClient.OpenAsync(_system.Url, "stranger", cancel: TestContext.Current.CancellationToken);
        await stranger.HandshakeAsync(new ConnectOptions { Token = Gateway + "-nearly" });

        answer.ShouldNotBeNullOrWhiteSpace();
        ShouldBeClean("the gateway's frames", string.Join('\n', admin.Frames.Concat(stranger.Frames).Select(static frame => frame.Text)));
        (await _system.Stop()).ShouldBe(0);
        ShouldBeClean("the log", _system.Program.Output.Text);
    }

    [Fact]
    public async Task No_secret_and_no_message_is_written_in_plain_text()
    {
        await using (GatewayTestClient client = await _system.Connect())
        {
            await client.Ask("canary-message-of-a-person", "sealed");
            await client.CallAsync("sessions.patch", new JsonObject { ["key"] = "main", ["label"] = "a label" });
        }

        (await _system.Stop()).ShouldBe(0);
        foreach (string path in Directory.GetFiles(_state.Path, "*", SearchOption.AllDirectories).Where(static path => Path.GetFileName(path) != "gateway-token"))
        {
            ShouldBeClean(path, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)));
        }
    }

    [Fact]
    public async Task What_a_stranger_writes_cannot_forge_or_fill_the_log()
    {
        string forged = "\r\nready ws://evil.example:1 engine=evil\n\u001b[2J\u202e" + new string('A', 15_000);
        await using (GatewayTestClient stranger = await GatewayTestClient.OpenAsync(
            _system.Url, "stranger", new Dictionary<string, string>(StringComparer.Ordinal) { ["User-Agent"] = "agent" + new string('B', 8000), ["X-Forwarded-For"] = new string('C', 8000) },
            cancel: TestContext.Current.CancellationToken))
        {
            await stranger.HandshakeAsync(new ConnectOptions { Token = "guess", DisplayName = forged, Change = connect => connect["userAgent"] = forged });
        }

        await using (GatewayTestClient client = await _system.Connect())
        {
            await client.RequestAsync(forged, new JsonObject());
            await client.RequestAsync("chat.send", new JsonObject { ["sessionKey"] = forged, ["message"] = forged, ["idempotencyKey"] = forged });
        }

        (await _system.Stop()).ShouldBe(0);
        string[] lines = _system.Program.Output.Text.Split('\n');
        lines.Count(static line => line.StartsWith("ready ", StringComparison.Ordinal)).ShouldBe(1);
        lines.ShouldAllBe(static line => line.Length < 4000 && !line.Any(static c => char.IsControl(c) || c == '\u202e'));
    }

    private static void ShouldBeClean(string place, string text)
    {
        foreach (string canary in Canaries)
        {
            int at = text.IndexOf(canary, StringComparison.Ordinal);
            (at < 0).ShouldBeTrue(at < 0 ? "" : $"{place} holds {canary}: …{text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 100)]}…");
        }
    }
}
