using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Network;
using Moltbot.TestSupport.Telegram;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Attacks;

/// <summary>Updates that are posted to a running system by whoever knows its address (C6, C7).</summary>
public sealed class WebhookAttackTests : IAsyncLifetime
{
    private const string Gateway = "canary-gateway-of-the-webhooks", FirstSecret = "first_hook-secret_0123456789abcdef", SecondSecret = "second_hook-secret_0123456789abcdef";
    private const string Header = "X-Telegram-Bot-Api-Secret-Token";
    private readonly StateFolder _state = new();
    private readonly HttpClient _http = new();
    private SimulatedModelProvider _model = null!;
    private SimulatedTelegram _telegram = null!;
    private SimulatedBot _first = null!, _second = null!, _open = null!;
    private RunningSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await SimulatedModelProvider.StartAsync();
        _telegram = await SimulatedTelegram.StartAsync();
        (_first, _second, _open) = (_telegram.AddBot("777000:a-token-of-a-bot", "molty_bot"), _telegram.AddBot("888000:a-token-of-a-bot", "molty_bot"), _telegram.AddBot("999000:a-token-of-a-bot", "open_bot"));
        _first.Patience = _second.Patience = 2 * Waits.Limit;
        string port = FreePorts.Next().ToString(CultureInfo.InvariantCulture), here = $"http://127.0.0.1:{port}/";
        JsonObject document = Configurations.For(_model).WithTelegram(_telegram, _first).WithGateway(new JsonObject { ["auth"] = new JsonObject { ["token"] = Gateway } });
        JsonObject telegram = document["channels"]!["telegram"]!.AsObject();
        telegram.Remove("botToken");
        (telegram["webhookUrl"], telegram["dmPolicy"], telegram["allowFrom"]) = (here, "allowlist", new JsonArray("42"));
        telegram["accounts"] = new JsonObject
        {
            ["default"] = new JsonObject { ["botToken"] = _first.Token, ["webhookSecret"] = FirstSecret },
            ["second"] = new JsonObject { ["botToken"] = _second.Token, ["webhookSecret"] = SecondSecret },
            ["open"] = new JsonObject { ["botToken"] = _open.Token },
        };
        _state.Configure(document);
        _system = await RunningSystem.Start(
            _state, ["--port", port], environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["MOLTBOT_GATEWAY_TOKEN"] = Gateway });
        await _first.WhenCalled("setWebhook");
        await _second.WhenCalled("setWebhook");
    }

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        _http.Dispose();
        await _telegram.DisposeAsync();
        await _model.DisposeAsync();
        _state.Dispose();
    }

    [Fact]
    public async Task Without_its_own_secret_an_address_takes_nothing_and_with_it_its_own_account_answers()
    {
        string[][] presented =
        [
            [SecondSecret], [], [""], [FirstSecret + "x"], [FirstSecret[..^1]], [FirstSecret.ToUpperInvariant()], ["wrong", FirstSecret], [FirstSecret, FirstSecret], [Gateway],
        ];
        presented.Length.ShouldBeLessThan(10, "more guesses than that wait");
        foreach (string[] secrets in presented)
        {
            (await Post(_first.Webhook!, secrets)).ShouldBe(HttpStatusCode.Unauthorized, string.Join(", ", secrets));
        }

        // Another account's secret is none, and who shows one chooses no other account by it.
        (await Post(_second.Webhook!, FirstSecret)).ShouldBe(HttpStatusCode.Unauthorized);
        _model.Requests.ShouldBeEmpty();

        _ = _second.Person(42, "Ann");
        (await Post(_second.Webhook!, SecondSecret)).ShouldBe(HttpStatusCode.OK);
        await _second.WhenSent(1);
        _first.Sent.ShouldBeEmpty();
        _model.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("../second/{0}")]
    [InlineData("{0}/")]
    [InlineData("{0}%2f")]
    [InlineData("")]
    public async Task No_other_address_is_one(string end)
    {
        string part = _first.Webhook!.AbsolutePath.Split('/')[^1];
        string address = _first.Webhook.AbsoluteUri.Replace(part, string.Format(CultureInfo.InvariantCulture, end, part), StringComparison.Ordinal);

        (await Post(new Uri(address), FirstSecret)).ShouldNotBe(HttpStatusCode.OK);

        _model.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_account_without_a_secret_takes_no_updates_and_says_why()
    {
        await using GatewayTestClient client = await _system.Connect();
        JsonElement open = (await client.CallAsync("channels.status")).GetProperty("channelAccounts").GetProperty("telegram").EnumerateArray()
            .Single(static account => account.GetProperty("accountId").GetString() == "open");

        open.GetProperty("running").GetBoolean().ShouldBeFalse();
        open.GetProperty("lastError").GetString()!.ShouldContain("webhookUrl needs webhookSecret");
        _open.Webhook.ShouldBeNull();
        (await Post(new Uri(_first.Webhook!.AbsoluteUri.Replace("/default/", "/open/", StringComparison.Ordinal)))).ShouldBe(HttpStatusCode.NotFound);
        _model.Requests.ShouldBeEmpty();
    }

    private async Task<HttpStatusCode> Post(Uri address, params string[] secrets)
    {
        const string Update = """{"update_id":7,"message":{"message_id":1,"date":1,"from":{"id":42,"is_bot":false,"first_name":"Ann"},"chat":{"id":42,"type":"private"},"text":"hi"}}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(Update, Encoding.UTF8, "application/json") };
        foreach (string secret in secrets)
        {
            request.Headers.TryAddWithoutValidation(Header, secret);
        }

        using HttpResponseMessage response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
