using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;

namespace Moltbot.System.Tests.Tenants;

/// <summary>Over HTTP, too, a credential belongs to one tenant (T1).</summary>
public sealed class TenantHttpTests(TenantWorld world) : IClassFixture<TenantWorld>, IDisposable
{
    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("/v1/chat/completions", """{"messages":[{"role":"user","content":"TEXT"}]}""")]
    [InlineData("/v1/responses", """{"input":"TEXT","model":"openclaw"}""")]
    public async Task A_request_runs_in_its_credentials_tenant_whatever_session_it_names(string path, string body)
    {
        string mark = $"canary{Guid.NewGuid():N}"[..18];
        string key = $"agent:main:http-{mark}";
        await using GatewayTestClient own = await world.Connect(TenantWorld.Own, "own");
        await own.Ask("mine", $"own-{mark}", key);
        string before = (await own.CallAsync("chat.history", new JsonObject { ["sessionKey"] = key })).GetRawText();

        (HttpStatusCode status, string answer) = await Post(path, body.Replace("TEXT", mark, StringComparison.Ordinal), world.TokenOf(TenantWorld.Acme), key);

        status.ShouldBe(HttpStatusCode.OK, answer);
        (await own.CallAsync("chat.history", new JsonObject { ["sessionKey"] = key })).GetRawText().ShouldBe(before);
        await using GatewayTestClient acme = await world.Connect(TenantWorld.Acme, "acme");
        (await acme.CallAsync("chat.history", new JsonObject { ["sessionKey"] = key })).GetRawText()
            .ShouldSatisfyAllConditions(history => history.ShouldContain(mark), history => history.ShouldNotContain("mine"));
        own.Frames.ShouldAllBe(frame => frame.Event != "chat" || !frame.Text.Contains(mark + "\"", StringComparison.Ordinal) || frame.Text.Contains($"own-{mark}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_a_tenants_own_token_opens_it()
    {
        string acme = world.TokenOf(TenantWorld.Acme), bolt = world.TokenOf(TenantWorld.Bolt);
        string[] wrong =
        [
            acme.Replace("mbt_acme_", "mbt_bolt_", StringComparison.Ordinal), bolt.Replace("mbt_bolt_", "mbt_acme_", StringComparison.Ordinal),
            acme["mbt_acme_".Length..], acme.Replace("mbt_acme_", "mbt_default_", StringComparison.Ordinal), $"mbt_acme_{world.TokenOf(TenantWorld.Own)}",
            "mbt_nobody_guess", world.OperatorToken,
        ];
        var answers = new HashSet<string>(StringComparer.Ordinal);
        foreach (string token in wrong)
        {
            (HttpStatusCode status, string answer) = await Post("/v1/chat/completions", "{}", token, "main");
            answers.Add($"{status} {answer}");
        }

        answers.Count.ShouldBe(1, string.Join('\n', answers));
        answers.Single().ShouldStartWith("Unauthorized");
    }

    [Theory]
    [InlineData("chat.acme.example", "acme")]
    [InlineData("CHAT.ACME.EXAMPLE:8443", "acme")]
    [InlineData("unknown.example", "default")]
    [InlineData("evil.chat.acme.example", "default")]
    [InlineData("gone.example", "nobody")]
    public async Task A_secret_that_names_no_tenant_is_tried_at_the_one_of_the_host_name(string host, string tenant)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Host"] = host };
        await using GatewayTestClient client = await GatewayTestClient.OpenAsync(world.System.Url, "by-host", headers, cancel: TestContext.Current.CancellationToken);
        GatewayAnswer answer = await client.HandshakeAsync(new ConnectOptions { Token = world.TokenOf(TenantWorld.Own) });

        // The installation's own secret opens its own tenant alone; at another host it is a wrong one.
        answer.Ok.ShouldBe(tenant == "default");
        await using GatewayTestClient named = await GatewayTestClient.OpenAsync(world.System.Url, "by-token", headers, cancel: TestContext.Current.CancellationToken);
        (await named.HandshakeAsync(new ConnectOptions { Token = world.TokenOf(TenantWorld.Bolt) })).Ok.ShouldBeTrue("a token that names its tenant goes before the host");
    }

    [Theory]
    [InlineData("cli", "cli")]
    [InlineData("clawdbot-control-ui", "webchat")]
    [InlineData("node-host", "node")]
    public async Task A_tenant_that_does_not_exist_answers_as_one_whose_secret_is_wrong(string clientId, string mode)
    {
        var answers = new List<string>();
        foreach (string tenant in new[] { "acme", "nobody-at-all" })
        {
            foreach (TestDevice? device in new[] { null, TestDevice.New() })
            {
                await using GatewayTestClient client = await GatewayTestClient.OpenAsync(world.System.Url, "guess", cancel: TestContext.Current.CancellationToken);
                GatewayAnswer answer = await client.HandshakeAsync(new ConnectOptions { Token = $"mbt_{tenant}_guess", ClientId = clientId, Mode = mode, Device = device });
                answers.Add($"{answer.Code} {answer.Message} {answer.Details} {await client.ClosedAsync()}");
            }
        }

        answers[2..].ShouldBe(answers[..2]);
    }

    private async Task<(HttpStatusCode Status, string Answer)> Post(string path, string body, string token, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(world.System.Http, path)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", token);
        request.Headers.Add("x-openclaw-session-key", key);
        using HttpResponseMessage response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
