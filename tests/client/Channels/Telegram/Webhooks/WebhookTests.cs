using System.Net.Sockets;
using System.Text;
using Moltbot.Gateway.Channels.Telegram.Webhooks;
using Moltbot.Gateway.Tests.Channels.Support;
using Moltbot.Policy.Configuration.Views;
using Moltbot.TestSupport.Platforms;
using Moltbot.TestSupport.Telegram;
using Moltbot.TestSupport.Time;

namespace Moltbot.Gateway.Tests.Channels.Telegram.Webhooks;

/// <summary>Updates by webhook, and attacks on it (B3, C6, C7).</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private const string Secret = "hook-secret_0123456789";
    private const string Body = """{"update_id":7,"message":{"message_id":1,"date":1,"from":{"id":42},"chat":{"id":42,"type":"private"},"text":"hi"}}""";
    private ChannelRig rig = null!;
    private WebhookHost host = null!;

    private string Path => rig.Bot.Webhook!.AbsolutePath;

    public async ValueTask InitializeAsync()
    {
        rig = await ChannelRig.StartAsync();
        host = await WebhookHost.StartAsync(rig);
        Configure(Hooked());
    }

    public async ValueTask DisposeAsync()
    {
        await rig.DisposeAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Updates_arrive_and_are_accepted_after_they_were_stored()
    {
        await Start();
        rig.Bot.Person(42, "Ann").Says("by webhook");

        (await rig.Bot.DeliverPendingAsync(host.Client)).ShouldBe([200]);

        rig.Grain.Stored.Single().Text.ShouldBe("by webhook");
        rig.Bot.Calls.ShouldNotContain(call => call.Method == "getUpdates");
        rig.Grain.Connections[^1].ShouldSatisfyAllConditions(report => report.Mode.ShouldBe("webhook"), report => report.Connected.ShouldBeTrue());
    }

    [Fact]
    public async Task What_cannot_be_stored_is_delivered_again_and_has_one_effect()
    {
        var failures = 2;
        rig.Grain.BeforeStore = _ => failures-- > 0 ? Task.FromException(new TimeoutException()) : Task.CompletedTask;
        rig.Grain.AfterStore = _ => failures-- > -2 ? Task.FromException(new TimeoutException()) : Task.CompletedTask;
        await Start();
        rig.Bot.Person(42, "Ann").Says("once");

        var statuses = new List<int>();
        while (rig.Bot.Unconfirmed.Count > 0)
        {
            statuses.AddRange(await rig.Bot.DeliverPendingAsync(host.Client));
        }

        statuses.ShouldBe([503, 503, 503, 200]);
        rig.Grain.Stored.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Unknown_kinds_and_unreadable_updates_are_confirmed()
    {
        await Start();

        (await host.Post(Path, Secret, """{"update_id":1,"poll":{}}""")).ShouldBe(200);
        (await host.Post(Path, Secret, """{"update_id":2,"message":"garbage"}""")).ShouldBe(200);

        rig.Grain.Received.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"update_id":"x"}""")]
    public async Task What_is_no_update_is_refused(string body)
    {
        await Start();

        (await host.Post(Path, Secret, body)).ShouldBe(400);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    [InlineData(Secret + "x")]
    [InlineData("hook-secret_012345678")]
    [InlineData("HOOK-SECRET_0123456789")]
    public async Task Without_the_secret_nothing_gets_in(string? secret)
    {
        await Start();

        (await host.Post(Path, secret, Body)).ShouldBe(401);

        rig.Grain.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_guesses_has_to_wait_however_right_the_next_guess_is()
    {
        // B2
        await Start();
        for (var guess = 0; guess < FakeLimiters.Free; guess++)
        {
            (await host.Post(Path, $"guess{guess}", Body)).ShouldBe(401);
        }

        (await host.Post(Path, Secret, Body)).ShouldBe(429);
        rig.Grain.Received.ShouldBeEmpty();
        rig.Limiters.Buckets.Single().ShouldBe("default/webhook:telegram:default:loopback");

        rig.Time.Advance(FakeLimiters.Pause);
        (await host.Post(Path, Secret, Body)).ShouldBe(200);
    }

    [Fact]
    public async Task Who_has_to_wait_at_one_gateway_has_to_at_every_other()
    {
        // B2
        await Start();
        await using var second = await WebhookHost.StartAsync(rig, "g2");
        await rig.StartGateway("g2", second.Routes);
        for (var guess = 0; guess < FakeLimiters.Free; guess++)
        {
            (await host.Post(Path, $"guess{guess}", Body)).ShouldBe(401);
        }

        (await second.Post(Path, "guess", Body)).ShouldBe(429);
        (await second.Post(Path, Secret, Body)).ShouldBe(429);

        rig.Time.Advance(FakeLimiters.Pause);
        (await second.Post(Path, Secret, Body)).ShouldBe(200);
    }

    [Fact]
    public async Task Where_nobody_knows_who_has_to_wait_a_secret_that_can_be_guessed_waits()
    {
        await Start();
        rig.Limiters.Trouble = new TimeoutException();

        (await host.Post(Path, Secret, Body)).ShouldBe(429);
        rig.Grain.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task Guesses_from_behind_the_proxy_are_counted_by_the_guessers_address()
    {
        // B2: a proxy on this machine tells where a request came from, and Telegram comes through it as well.
        await Start();
        for (var guess = 0; guess < FakeLimiters.Free; guess++)
        {
            (await host.Post(Path, $"guess{guess}", Body, "203.0.113.7")).ShouldBe(401);
        }

        (await host.Post(Path, Secret, Body, "203.0.113.7")).ShouldBe(429);
        (await host.Post(Path, Secret, Body, "149.154.167.220")).ShouldBe(200);
        rig.Limiters.Buckets.ShouldBe(["default/webhook:telegram:default:203.0.113.7"]);
    }

    [Fact]
    public async Task Nobodys_guesses_lock_out_a_secret_that_cannot_be_guessed()
    {
        const string Long = "hook-secret_0123456789abcdef";
        Configure(Hooked() with { WebhookSecret = Long });
        await Start();
        for (var guess = 0; guess < FakeLimiters.Free; guess++)
        {
            (await host.Post(Path, $"guess{guess}", Body)).ShouldBe(401);
        }

        (await host.Post(Path, "guess", Body)).ShouldBe(429);
        (await host.Post(Path, Long, Body)).ShouldBe(200);
        (await host.Post(Path, Long + "x", Body)).ShouldBe(429);
    }

    [Fact]
    public async Task Two_secrets_are_none()
    {
        await Start();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Root, Path)) { Content = new StringContent(Body) };
        request.Headers.Add(WebhookEndpoint.SecretHeader, ["wrong", Secret]);

        using var response = await host.Client.SendAsync(request, ChannelRig.Stop);

        ((int)response.StatusCode).ShouldBe(401);
    }

    [Fact]
    public async Task The_secret_is_judged_before_the_body_is_read()
    {
        await Start();
        using var client = new TcpClient();
        await client.ConnectAsync(host.Root.Host, host.Root.Port, ChannelRig.Stop);
        var stream = client.GetStream();

        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {Path} HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\n\r\n"), ChannelRig.Stop);

        (await FirstLine(stream)).ShouldStartWith("HTTP/1.1 401");
    }

    [Fact]
    public async Task A_huge_body_is_not_read()
    {
        await Start();

        (await host.Post(Path, Secret, new string(' ', WebhookEndpoint.MaxBodyBytes + 1) + Body)).ShouldBe(413);

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Root, Path)) { Content = new StringContent(new string(' ', 3 << 20)) };
        request.Headers.Add(WebhookEndpoint.SecretHeader, Secret);
        request.Headers.TransferEncodingChunked = true;
        using var response = await host.Client.SendAsync(request, ChannelRig.Stop);
        ((int)response.StatusCode).ShouldBe(413);
        rig.Grain.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_that_never_ends_meets_a_deadline()
    {
        await Start();
        using var client = new TcpClient();
        await client.ConnectAsync(host.Root.Host, host.Root.Port, ChannelRig.Stop);
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"POST {Path} HTTP/1.1\r\nHost: x\r\n{WebhookEndpoint.SecretHeader}: {Secret}\r\nContent-Length: 5000\r\n\r\n{{"), ChannelRig.Stop);
        await rig.Time.When(timers => timers.Count(due => due == WebhookEndpoint.BodyDeadline) == 2, "the deadline, beside the lease's renewal");

        rig.Time.Advance(WebhookEndpoint.BodyDeadline);

        (await FirstLine(stream)).ShouldStartWith("HTTP/1.1 408");
    }

    [Theory]
    [InlineData("/webhooks/telegram/default/guess")]
    [InlineData("/webhooks/telegram/default/")]
    [InlineData("/webhooks/telegram/other/{0}")]
    [InlineData("/webhooks/telegram/default/{0}/")]
    [InlineData("/webhooks/telegram/default/{0}?x=1")]
    [InlineData("/webhooks/telegram/%64efault/{0}")]
    [InlineData("/WEBHOOKS/telegram/default/{0}")]
    public async Task Only_the_exact_path_leads_anywhere(string path)
    {
        await Start();
        var secretPart = Path.Split('/')[^1];

        // By hand, since HttpClient would decode the path first.
        using var client = new TcpClient();
        await client.ConnectAsync(host.Root.Host, host.Root.Port, ChannelRig.Stop);
        var target = path.Replace("{0}", secretPart, StringComparison.Ordinal);
        await client.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"POST {target} HTTP/1.1\r\nHost: x\r\n{WebhookEndpoint.SecretHeader}: {Secret}\r\nContent-Length: {Body.Length}\r\n\r\n{Body}"), ChannelRig.Stop);
        (await FirstLine(client.GetStream())).ShouldStartWith("HTTP/1.1 404");

        rig.Grain.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_path_leads_to_one_account_and_takes_only_that_accounts_secret()
    {
        // C6: two tenants and two accounts with the same bot name and neighbouring paths.
        var other = rig.Telegram.AddBot("666000:other-bots-token", "molty_bot");
        rig.Configurations.Tenants["acme"] = ChannelRig.Channels(
            rig.Account("default", other.Token) with { WebhookUrl = host.Root.AbsoluteUri, WebhookSecret = "acmes-secret" });
        await Start();
        await other.WhenCalled("setWebhook");

        (await host.Post(other.Webhook!.AbsolutePath, Secret, Body)).ShouldBe(401);
        (await host.Post(Path, "acmes-secret", Body)).ShouldBe(401);
        (await host.Post(other.Webhook.AbsolutePath, "acmes-secret", Body)).ShouldBe(200);

        rig.Grain.Received.ShouldBeEmpty();
        rig.GrainOf("acme", "default").Stored.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_webhook_without_a_secret_does_not_start()
    {
        // C7
        Configure(Hooked() with { WebhookSecret = null });
        await rig.StartGateway("g1", host.Routes);

        await rig.Grain.When(grain => grain.Connections.Count > 0, "the report");

        rig.Grain.Connections.Single().ShouldSatisfyAllConditions(
            report => report.Running.ShouldBeFalse(),
            report => report.LastError.ShouldBe("channels.telegram (default): webhookUrl needs webhookSecret: without it anybody could post updates"));
        rig.Bot.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/elsewhere/abc")]
    [InlineData("/webhooks/telegram/acme/abc")]
    [InlineData("/webhooks/telegram/default/")]
    [InlineData("/webhooks/telegram/default/a/b")]
    [InlineData("/webhooks/telegram/default/../acme")]
    public async Task A_webhook_path_outside_the_tenants_own_is_refused(string path)
    {
        Configure(Hooked() with { WebhookPath = path });
        await rig.StartGateway("g1", host.Routes);

        await rig.Grain.When(grain => grain.Connections.Count > 0, "the report");

        rig.Grain.Connections.Single().LastError!.ShouldContain("webhookPath must be /webhooks/telegram/default/");
    }

    [Fact]
    public async Task Two_accounts_cannot_share_a_path()
    {
        const string Shared = "/webhooks/telegram/default/shared";
        Configure(Hooked() with { WebhookPath = Shared }, Hooked() with { Id = "second", WebhookPath = Shared });
        await rig.StartGateway("g1", host.Routes);

        await rig.GrainOf("default", "second").When(grain => grain.Connections.Count > 0, "the report");

        rig.GrainOf("default", "second").Connections.Single().LastError!.ShouldContain("another account's");
    }

    [Fact]
    public async Task A_webhook_that_is_no_longer_configured_leads_nowhere()
    {
        var gateway = await Start();
        var path = Path;
        Configure(rig.Account());

        await gateway.Refresh("default", ChannelRig.Stop);
        await rig.Bot.WhenCalled("deleteWebhook");

        (await host.Post(path, Secret, Body)).ShouldBe(404);
    }

    [Fact]
    public async Task Any_gateway_takes_updates_whoever_holds_the_lease()
    {
        await Start();
        await using var second = await WebhookHost.StartAsync(rig, "g2");
        await rig.StartGateway("g2", second.Routes);

        (await second.Post(Path, Secret, Body)).ShouldBe(200);

        rig.Grain.Holder.ShouldBe("g1");
        rig.Grain.Callers.Single()!.Principal.ShouldBe("gateway:g2");
    }

    [Fact]
    public async Task A_webhook_that_somebody_took_away_is_registered_again()
    {
        await Start();
        await rig.Time.WhenArmed(TimeSpan.FromMinutes(5));
        rig.Bot.Script("getWebhookInfo", SimulatedAnswer.Success(new System.Text.Json.Nodes.JsonObject { ["url"] = "" }));

        await rig.AdvanceUntil(rig.Bot.WhenCalled("setWebhook", 2), TimeSpan.FromSeconds(5));
    }

    private TelegramAccountConfig Hooked() =>
        rig.Account() with { WebhookUrl = host.Root.AbsoluteUri, WebhookSecret = Secret };

    private void Configure(params TelegramAccountConfig[] accounts) => rig.Configurations.Tenants["default"] = ChannelRig.Channels(accounts);

    private async Task<Gateway.Channels.ChannelSupervisor> Start()
    {
        var gateway = await rig.StartGateway("g1", host.Routes);
        await rig.Bot.WhenCalled("setWebhook");
        await rig.Grain.When(grain => grain.Connections.Any(report => report.Connected), "the webhook");
        return gateway;
    }

    private static async Task<string> FirstLine(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        return await reader.ReadLineAsync(ChannelRig.Stop).AsTask().InTime() ?? "";
    }
}
