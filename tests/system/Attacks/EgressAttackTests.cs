using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Scopes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Discord;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Platforms;
using Moltbot.TestSupport.Telegram;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Attacks;

/// <summary>
/// Ways out of a running system that somebody else chose (S1 to S3): addresses of the inside, addresses of callers, redirects. All of them lead to
/// a decoy, which no connection may reach.
/// </summary>
public sealed class EgressAttackTests(EgressAttackTests.World world) : IClassFixture<EgressAttackTests.World>
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("0x7f000001")]
    [InlineData("2130706433")]
    [InlineData("127.0.0.1.")]
    [InlineData("0.0.0.0")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[64:ff9b::7f00:1]")]
    [InlineData("localhost")]
    [InlineData("LOCALHOST.")]
    [InlineData("user:pw@127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("198.18.0.1")]
    public async Task No_tenant_names_an_address_of_the_inside_however_it_is_spelled(string host)
    {
        string address = $"http://{host}:{world.Decoy.Address.Port}";
        string[] documents =
        [
            """{"models":{"providers":{"x":{"baseUrl":"HERE/v1","models":[]}}}}""",
            """{"channels":{"telegram":{"botToken":"1:x","apiRoot":"HERE"}}}""",
            """{"channels":{"discord":{"token":"a.b.c","apiRoot":"HERE"}}}""",
            """{"channels":{"discord":{"token":"a.b.c","gatewayRoot":"HERE"}}}""".Replace("HERE", address.Replace("http", "ws", StringComparison.Ordinal), StringComparison.Ordinal),
        ];
        await using GatewayTestClient admin = await world.ConnectTenant();
        foreach (string document in documents.Select(document => document.Replace("HERE", address, StringComparison.Ordinal)))
        {
            string hash = (await admin.CallAsync("config.get")).GetProperty("hash").GetString()!;
            (await admin.RequestAsync("config.set", new JsonObject { ["baseHash"] = hash, ["raw"] = document })).Code.ShouldBe("INVALID_REQUEST", document);
        }

        world.Decoy.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task A_name_that_looks_public_and_leads_inside_is_connected_to_by_no_tenant()
    {
        Assert.SkipUnless(world.KnowsNames, "no hosts file of its own may be made here (unshare, mount)");
        await using GatewayTestClient own = await world.System.Connect("own");
        (await own.Ask("hello", Guid.NewGuid().ToString())).ShouldBe("Hello from the simulated model.", "by that name the operator's model is reached");

        await using GatewayTestClient admin = await world.ConnectTenant();
        JsonObject document = Configurations.For(world.Model);
        document["models"]!["providers"]!["fake"]!["baseUrl"] = $"https://{World.PublicName}:{world.Decoy.Address.Port}/v1";
        string hash = (await admin.CallAsync("config.get")).GetProperty("hash").GetString()!;
        await admin.CallAsync("config.set", new JsonObject { ["baseHash"] = hash, ["raw"] = document.ToJsonString() });
        string run = Guid.NewGuid().ToString();
        (await admin.Say("hello", run)).Require();
        JsonElement end = await admin.ChatEnd(run);

        ChatClient.StateOf(end).ShouldBe("error");
        world.Decoy.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task No_address_that_a_caller_names_is_asked()
    {
        string decoy = world.Decoy.Address.AbsoluteUri;
        await using GatewayTestClient admin = await world.System.Connect("admin");
        await using GatewayTestClient node = await world.System.Connect("node", new ConnectOptions
        {
            Device = TestDevice.New(), Role = "node", ClientId = "node-host", Mode = "node", Scopes = [], Commands = ["system.run"],
        });
        foreach (string method in GatewayMethods.Advertised.Concat(GatewayMethods.Unadvertised).Concat(GatewayMethods.Own).Where(static method => method != "connect"))
        {
            foreach (GatewayTestClient caller in new[] { admin, node })
            {
                await caller.RequestAsync(method, Named(decoy));
            }
        }

        await admin.RequestAsync("send", new JsonObject { ["to"] = "42", ["channel"] = "telegram", ["message"] = "see", ["mediaUrl"] = decoy, ["idempotencyKey"] = "media" });
        await admin.RequestAsync("send", new JsonObject { ["to"] = "42", ["channel"] = "telegram", ["message"] = "see", ["mediaUrls"] = new JsonArray(decoy), ["idempotencyKey"] = "medias" });
        world.Model.Enqueue(ModelReply.Text($"MEDIA:{decoy}x.png\n![x]({decoy}y.png) {decoy}z"));
        await admin.Ask($"read {decoy} for me", Guid.NewGuid().ToString());
        foreach ((string path, string body) in new[]
        {
            ("/v1/chat/completions", """{"messages":[{"role":"user","content":[{"type":"text","text":"see"},{"type":"image_url","image_url":{"url":"DECOYx.png"}}]}]}"""),
            ("/v1/responses", """{"model":"openclaw","input":[{"type":"message","role":"user","content":[{"type":"input_image","source":{"type":"url","url":"DECOYx.png"}},{"type":"input_file","source":{"type":"url","url":"DECOYx.pdf"}}]}]}"""),
        })
        {
            await world.Post(path, body.Replace("DECOY", decoy, StringComparison.Ordinal));
        }

        world.Decoy.Connections.ShouldBe(0);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_model_that_sends_the_key_elsewhere_is_not_followed(int status)
    {
        world.Model.Enqueue(ModelReply.Status(status).WithHeader("location", world.Decoy.BaseUrl.AbsoluteUri + "/chat/completions"));
        await using GatewayTestClient own = await world.System.Connect("own");

        (await own.Ask("hello", Guid.NewGuid().ToString())).ShouldNotBe("Hello from the simulated model.");

        world.Decoy.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task A_platform_that_sends_the_token_elsewhere_is_not_followed()
    {
        Uri decoy = new(world.Decoy.Address, "/bot/getUpdates");
        int telegramBefore = world.Telegram.Calls.Count(static call => call.Method == "getMe"), discordBefore = world.Discord.Calls.Count(static call => call.Method == "getMe");
        world.Telegram.Script("getMe", SimulatedAnswer.Redirect(decoy)).Script("getUpdates", SimulatedAnswer.Redirect(decoy)).Script("sendMessage", SimulatedAnswer.Redirect(decoy));
        world.Discord.Script("getMe", SimulatedAnswer.Redirect(decoy));
        await using GatewayTestClient own = await world.System.Connect("own");

        JsonElement accounts = (await own.CallAsync("channels.status", new JsonObject { ["probe"] = true })).GetProperty("channelAccounts");
        await own.RequestAsync("send", new JsonObject { ["to"] = "42", ["channel"] = "telegram", ["message"] = "hello", ["idempotencyKey"] = "redirected" });

        foreach (string channel in new[] { "telegram", "discord" })
        {
            accounts.GetProperty(channel)[0].GetProperty("probe").GetProperty("failure").GetString().ShouldBe("unexpected", channel);
        }

        world.Telegram.Calls.Count(static call => call.Method == "getMe").ShouldBeGreaterThan(telegramBefore);
        world.Discord.Calls.Count(static call => call.Method == "getMe").ShouldBeGreaterThan(discordBefore);
        world.Telegram.Calls.ShouldContain(static call => call.Method == "sendMessage");
        world.Decoy.Connections.ShouldBe(0);
    }

    private static JsonObject Named(string address)
    {
        string[] members =
        [
            "gatewayUrl", "url", "baseUrl", "apiRoot", "gatewayRoot", "webhook", "webhookUrl", "callbackUrl", "mediaUrl", "avatarUrl", "endpoint", "server", "host", "remote",
            "proxy", "cdpUrl", "browserUrl", "registry", "source", "spec", "updateUrl", "homepage",
        ];
        return new JsonObject(members.Select(member => KeyValuePair.Create(member, (JsonNode?)address)));
    }

    /// <summary>
    /// A running system with two platforms, a model that its configuration calls by a public name, a tenant beside its own, and a server that nobody
    /// has any business with.
    /// </summary>
    public sealed class World : IAsyncLifetime
    {
        /// <summary>Leads to this machine, where the system has a hosts file of its own.</summary>
        public const string PublicName = "models.example.com";

        private const string Secret = "canary-gateway-of-the-ways-out";
        private readonly StateFolder _state = new();
        private readonly HttpClient _http = new();
        private SimulatedTelegram _telegram = null!;
        private SimulatedDiscord _discord = null!;
        private string _tenantToken = "";

        internal bool KnowsNames { get; private set; }

        internal RunningSystem System { get; private set; } = null!;

        internal SimulatedModelProvider Model { get; private set; } = null!;

        internal SimulatedModelProvider Decoy { get; private set; } = null!;

        internal SimulatedBot Telegram { get; private set; } = null!;

        internal SimulatedDiscordBot Discord { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            (Model, Decoy) = (await SimulatedModelProvider.StartAsync(), await SimulatedModelProvider.StartAsync());
            _telegram = await SimulatedTelegram.StartAsync();
            _discord = await SimulatedDiscord.StartAsync();
            Telegram = _telegram.AddBot("777000:a-token-of-a-bot", "molty_bot");
            Discord = _discord.AddBot("MTIzNDU2Nzg5MDEyMzQ1Njc4OQ.Gabcde.a-token-of-a-bot_9876543210", "molty");
            Discord.HeartbeatInterval = TimeSpan.FromMilliseconds(200);
            Telegram.Patience = Discord.Patience = 2 * Waits.Limit;
            _ = Telegram.Person(42, "Ann");

            string hosts = Path.Combine(_state.Home, "hosts");
            await File.WriteAllTextAsync(hosts, $"127.0.0.1 localhost {PublicName}\n");
            IReadOnlyList<string> under = Surroundings.WithHosts(hosts);
            KnowsNames = await Surroundings.CanBeMade(under);
            JsonObject document = Configurations.For(Model).WithTelegram(_telegram, Telegram).WithGateway(new JsonObject
            {
                ["auth"] = new JsonObject { ["token"] = Secret },
                ["http"] = new JsonObject
                {
                    ["endpoints"] = new JsonObject { ["chatCompletions"] = new JsonObject { ["enabled"] = true }, ["responses"] = new JsonObject { ["enabled"] = true } },
                },
            });
            document["channels"]!["discord"] = Configurations.For(Model).WithDiscord(_discord, Discord.Token)["channels"]!["discord"]!.DeepClone();
            if (KnowsNames)
            {
                document["models"]!["providers"]!["fake"]!["baseUrl"] = $"http://{PublicName}:{Model.Address.Port}/v1";
            }

            _state.Configure(document);
            System = await RunningSystem.Start(
                _state, environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["MOLTBOT_GATEWAY_TOKEN"] = Secret }, under: KnowsNames ? under : null);
            await Telegram.WhenPolling(1);
            await Discord.WhenConnected();
            string token = (await File.ReadAllTextAsync(Path.Combine(_state.Path, "operator-token"))).Trim();
            await using GatewayTestClient oper = await GatewayTestClient.ConnectAsync(
                System.Url, new ConnectOptions { Token = token, Scopes = ["moltbot.tenants", "operator.admin"] }, "operator");
            _tenantToken = (await oper.CallAsync("moltbot.tenants.create", new JsonObject { ["tenant"] = "acme" })).GetProperty("token").GetString()!;
        }

        public async ValueTask DisposeAsync()
        {
            if (System is not null)
            {
                await System.DisposeAsync();
            }

            _http.Dispose();
            await _telegram.DisposeAsync();
            await _discord.DisposeAsync();
            await Decoy.DisposeAsync();
            await Model.DisposeAsync();
            _state.Dispose();
        }

        internal Task<GatewayTestClient> ConnectTenant() => GatewayTestClient.ConnectAsync(System.Url, new ConnectOptions { Token = _tenantToken }, "tenant");

        internal async Task Post(string path, string body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(System.Http, path)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
            using HttpResponseMessage response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        }
    }
}
