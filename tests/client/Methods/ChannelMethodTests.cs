using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Gateway.Tests.Support;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Platforms;
using Moltbot.TestSupport.Telegram;

namespace Moltbot.Gateway.Tests.Methods;

/// <summary>channels.status with a probe, and channels.logout (protocol §5.7), beside a simulated Telegram.</summary>
public sealed class ChannelMethodTests : IAsyncLifetime
{
    private const string Token = "555000:AAGcanary-s3cret_Token9876543210zyxwvu";
    private SimulatedTelegram telegram = null!;
    private SimulatedBot bot = null!;

    public async ValueTask InitializeAsync()
    {
        telegram = await SimulatedTelegram.StartAsync();
        bot = telegram.AddBot(Token, "molty_bot");
    }

    public ValueTask DisposeAsync() => telegram.DisposeAsync();

    [Fact]
    public async Task A_probe_asks_Telegram_and_nothing_else_does()
    {
        await using GatewayRig rig = await GatewayRig.Start(Config());
        await using GatewayTestClient client = await rig.Connect();

        Account(await client.CallAsync("channels.status")).TryGetProperty("probe", out _).ShouldBeFalse();
        bot.Calls.ShouldBeEmpty();
        JsonElement status = await client.CallAsync("channels.status", new JsonObject { ["probe"] = true });

        WireShape.Check(status, "ChannelsStatusResult");
        JsonElement account = Account(status);
        account.GetProperty("lastProbeAt").GetInt64().ShouldBeGreaterThan(0);
        account.GetProperty("outbox").GetRawText().ShouldBe("""{"queued":0,"failed":0,"unknown":0}""");
        JsonElement probe = account.GetProperty("probe");
        probe.GetProperty("ok").GetBoolean().ShouldBeTrue();
        probe.GetProperty("bot").GetRawText().ShouldBe(
            """{"id":555000,"username":"molty_bot","canJoinGroups":true,"canReadAllGroupMessages":false,"supportsInlineQueries":false}""");
        probe.GetProperty("webhook").GetRawText().ShouldBe("""{"url":"","hasCustomCert":false,"pendingUpdates":0}""");
        status.GetRawText().ShouldNotContain("AAGcanary");
    }

    [Theory]
    [InlineData(401, "refused")]
    [InlineData(429, "unexpected")]
    [InlineData(400, "unexpected")]
    [InlineData(502, "unexpected")]
    public async Task A_probe_says_refused_where_the_platform_does(int status, string failure)
    {
        bot.Script("getMe", SimulatedAnswer.Error(status, "no"));
        (await Probe(Config())).GetProperty("failure").GetString().ShouldBe(failure);
    }

    [Fact]
    public async Task A_probe_that_meets_a_closed_port_or_something_else_there_says_so()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string closed = ((IPEndPoint)listener.LocalEndpoint).ToString();
        listener.Stop();
        JsonElement nobody = await Probe($"{{ channels: {{ telegram: {{ botToken: '{Token}', apiRoot: 'http://{closed}' }} }} }}");
        (nobody.GetProperty("failure").GetString(), nobody.TryGetProperty("status", out _)).ShouldBe(("unreachable", false));

        bot.Script("getMe", SimulatedAnswer.AcceptThenBreak());
        (await Probe(Config())).GetProperty("failure").GetString().ShouldBe("unreachable");
        bot.Script("getMe", SimulatedAnswer.Raw(401, "<html>who are you?</html>"));
        (await Probe(Config())).GetProperty("failure").GetString().ShouldBe("unexpected");
        bot.Script("getMe", SimulatedAnswer.Raw(200, "<html>a portal</html>"));
        (await Probe(Config())).GetProperty("failure").GetString().ShouldBe("unexpected");
    }

    private static async Task<JsonElement> Probe(string config)
    {
        await using GatewayRig rig = await GatewayRig.Start(config);
        await using GatewayTestClient client = await rig.Connect();
        return Account(await client.CallAsync("channels.status", new JsonObject { ["probe"] = true })).GetProperty("probe");
    }

    [Fact]
    public async Task A_probe_of_a_token_that_is_none_says_so()
    {
        bot.Script("getMe", SimulatedAnswer.Error(401, "Unauthorized"));
        await using GatewayRig rig = await GatewayRig.Start(Config());
        await using GatewayTestClient client = await rig.Connect();

        JsonElement probe = Account(await client.CallAsync("channels.status", new JsonObject { ["probe"] = true })).GetProperty("probe");

        (probe.GetProperty("ok").GetBoolean(), probe.GetProperty("status").GetInt32(), probe.GetProperty("error").GetString())
            .ShouldBe((false, 401, "getMe: Unauthorized (401) Unauthorized"));
    }

    [Fact]
    public async Task A_probe_of_an_account_that_cannot_run_says_why()
    {
        await using GatewayRig rig = await GatewayRig.Start("{ channels: { telegram: { botToken: 'nonsense' } } }");
        await using GatewayTestClient client = await rig.Connect();

        JsonElement probe = Account(await client.CallAsync("channels.status", new JsonObject { ["probe"] = true })).GetProperty("probe");

        probe.GetProperty("ok").GetBoolean().ShouldBeFalse();
        probe.GetProperty("error").GetString().ShouldStartWith("botToken");
        probe.GetProperty("failure").GetString().ShouldBe("unusable");
    }

    [Fact]
    public async Task Only_known_channels_with_a_platform_can_be_logged_out()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient client = await rig.Connect();

        (await client.RequestAsync("channels.logout", new JsonObject { ["channel"] = "pigeon" })).Message.ShouldBe("invalid channels.logout channel");
        (await client.RequestAsync("channels.logout", new JsonObject { ["channel"] = "signal" })).Message.ShouldBe("channel signal does not support logout");
        (await client.CallAsync("channels.logout", new JsonObject { ["channel"] = "telegram" })).GetRawText()
            .ShouldBe("""{"channel":"telegram","accountId":"default","cleared":false,"envToken":false,"loggedOut":true}""");
    }

    [Fact]
    public async Task Logging_out_removes_the_token_and_the_webhook_and_keeps_gateways_away()
    {
        await using GatewayRig rig = await GatewayRig.Start(Config(", webhookUrl: 'https://bots.example.org/', webhookSecret: 'a-secret'"));
        await using GatewayTestClient client = await rig.Connect();

        JsonElement done = await client.CallAsync("channels.logout", new JsonObject { ["channel"] = "telegram" });

        done.GetProperty("cleared").GetBoolean().ShouldBeTrue();
        bot.Calls.Select(call => call.Method).ShouldBe(["deleteWebhook"]);
        JsonElement kept = (await client.CallAsync("config.get")).GetProperty("parsed").GetProperty("channels").GetProperty("telegram");
        kept.TryGetProperty("botToken", out _).ShouldBeFalse();
        kept.GetProperty("webhookUrl").GetString().ShouldBe("https://bots.example.org/");
        (await rig.AsGateway<IChannelAccountGrain>(GrainKey.ForAccount(TenantId.Default, "telegram", "default")).AcquireLease("g1"))
            .LoggedOut.ShouldBeTrue();
        Account(await client.CallAsync("channels.status")).GetProperty("linked").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Logging_out_one_account_leaves_the_others_their_tokens()
    {
        await using GatewayRig rig = await GatewayRig.Start(Config(", accounts: { Work: { botToken: '1:work' }, home: { botToken: '2:home' } }"));
        await using GatewayTestClient client = await rig.Connect();

        JsonElement done = await client.CallAsync("channels.logout", new JsonObject { ["channel"] = "telegram", ["accountId"] = "work" });

        (done.GetProperty("accountId").GetString(), done.GetProperty("cleared").GetBoolean()).ShouldBe(("work", true));
        JsonElement kept = (await client.CallAsync("config.get")).GetProperty("parsed").GetProperty("channels").GetProperty("telegram");
        kept.TryGetProperty("botToken", out _).ShouldBeTrue();
        kept.GetProperty("accounts").GetProperty("Work").TryGetProperty("botToken", out _).ShouldBeFalse();
        kept.GetProperty("accounts").GetProperty("home").TryGetProperty("botToken", out _).ShouldBeTrue();
    }

    private static JsonElement Account(JsonElement status) => status.GetProperty("channelAccounts").GetProperty("telegram")[0];

    private string Config(string more = "") =>
        $"{{ channels: {{ telegram: {{ botToken: '{Token}', apiRoot: '{telegram.Root.AbsoluteUri.TrimEnd('/')}'{more} }} }} }}";
}
