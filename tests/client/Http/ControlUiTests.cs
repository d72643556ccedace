using System.Net;
using System.Net.Sockets;
using System.Text;
using Moltbot.Gateway.Tests.Support;

namespace Moltbot.Gateway.Tests.Http;

public sealed class ControlUiTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("moltbot-ui-").FullName;
    private readonly string _root;

    public ControlUiTests()
    {
        _root = Path.Combine(_folder, "dist");
        Directory.CreateDirectory(Path.Combine(_root, "assets"));
        File.WriteAllText(Path.Combine(_root, "index.html"), "<!doctype html><html><head><title>x</title><script>1</script></head><body></body></html>");
        File.WriteAllText(Path.Combine(_root, "assets", "app.js"), "run()");
        File.WriteAllText(Path.Combine(_folder, "secret.txt"), "outside");
        File.CreateSymbolicLink(Path.Combine(_root, "assets", "link.txt"), Path.Combine(_folder, "secret.txt"));
        Directory.CreateSymbolicLink(Path.Combine(_root, "out"), _folder);
    }

    private GatewayRig _rig = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _rig = await GatewayRig.Start($$"""{ gateway: { controlUi: { root: "{{_root}}" } }, ui: { assistant: { name: "</script><b>Molty" } } }""");
        _http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = _rig.HttpUrl };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _rig.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("index.html")]
    [InlineData("chat")]
    [InlineData("settings/deep")]
    public async Task Pages_are_the_one_page_with_what_it_has_to_know(string path)
    {
        using HttpResponseMessage answer = await _http.GetAsync(path);
        string html = await answer.Content.ReadAsStringAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        html.ShouldContain("window.__OPENCLAW_CONTROL_UI_BASE_PATH__=\"\";");
        html.ShouldContain("window.__OPENCLAW_ASSISTANT_NAME__=");
        html.ShouldNotContain("</script><b>", Case.Sensitive, "a name cannot end the script");
        html.ShouldNotContain(GatewayRig.Token);
        string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldContain($"connect-src 'self' ws://{_rig.HttpUrl.Authority}");
        policy.ShouldNotContain("script-src 'self' 'unsafe-inline'");
        policy.Split("'sha256-").Length.ShouldBe(3, "its own script and ours");
    }

    [Fact]
    public async Task Files_are_served_and_missing_ones_are_not_the_page()
    {
        using HttpResponseMessage script = await _http.GetAsync("assets/app.js");
        using HttpResponseMessage missing = await _http.GetAsync("assets/nope.js");

        (await script.Content.ReadAsStringAsync()).ShouldBe("run()");
        script.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        script.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await missing.Content.ReadAsStringAsync()).ShouldBe("Not Found");
    }

    [Theory]
    [InlineData("/assets/link.txt")]
    [InlineData("/out/secret.txt")]
    [InlineData("/../secret.txt")]
    [InlineData("/assets/../../secret.txt")]
    [InlineData("/%2e%2e/secret.txt")]
    [InlineData("/..%2fsecret.txt")]
    [InlineData("/..%5csecret.txt")]
    [InlineData("/assets/%2e%2e%2f%2e%2e%2fsecret.txt")]
    [InlineData("/%252e%252e/secret.txt")]
    [InlineData("/assets/app.js%00.txt")]
    [InlineData("//secret.txt")]
    public async Task Nothing_outside_the_folder_is_reached(string target)
    {
        string answer = await Raw($"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        answer.ShouldNotContain("outside");
        answer.Split(' ')[1].ShouldBeOneOf("400", "404");
    }

    [Theory]
    [InlineData("app.js", "assets/app.js")]
    [InlineData("assets", "assets/app.js")]
    public async Task What_becomes_a_link_after_it_was_seen_leads_nowhere(string replaced, string asked)
    {
        // F2: a file, or a folder above one.
        string assets = Path.Combine(_root, "assets"), outside = Directory.CreateDirectory(Path.Combine(_folder, "elsewhere")).FullName;
        await File.WriteAllTextAsync(Path.Combine(outside, "app.js"), "outside");
        if (replaced == "assets")
        {
            Directory.Move(assets, assets + ".old");
            Directory.CreateSymbolicLink(assets, outside);
        }
        else
        {
            File.Delete(Path.Combine(assets, replaced));
            File.CreateSymbolicLink(Path.Combine(assets, replaced), Path.Combine(outside, replaced));
        }

        using HttpResponseMessage answer = await _http.GetAsync(asked);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("Not Found");
    }

    [Fact]
    public async Task A_folder_that_is_reached_by_a_link_is_its_owners()
    {
        string way = Path.Combine(_folder, "way");
        Directory.CreateSymbolicLink(way, _folder);
        await using GatewayRig rig = await GatewayRig.Start($$"""{ gateway: { controlUi: { root: "{{way}}/dist" } } }""");
        using var http = new HttpClient { BaseAddress = rig.HttpUrl };

        (await http.GetStringAsync("assets/app.js")).ShouldBe("run()");
    }

    [Theory]
    [InlineData("avatars/me.png")]
    [InlineData("\\\\host\\share\\me.png")]
    [InlineData("data:text/html;base64,PGgxPg==")]
    [InlineData("data:image/png;base64,cm9vdDp4OjA6MDo=")]
    public async Task An_avatar_is_no_file_whatever_it_says(string avatar)
    {
        // F2: nothing of the host is read, and only bytes of a picture are answered as one.
        await using GatewayRig rig = await GatewayRig.Start($$"""{ agents: { list: [{ id: "main", identity: { avatar: "{{avatar}}" } }] } }""");
        using var http = new HttpClient { BaseAddress = rig.HttpUrl };

        using HttpResponseMessage answer = await http.GetAsync("avatar/main");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("Not Found");
    }

    [Fact]
    public async Task Only_readers_are_let_in()
    {
        using HttpResponseMessage post = await _http.PostAsync("", new StringContent("{}"));
        using HttpResponseMessage head = await _http.SendAsync(new HttpRequestMessage(HttpMethod.Head, ""));

        post.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await post.Content.ReadAsStringAsync()).ShouldBe("Method Not Allowed");
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Avatars_answer_what_is_known()
    {
        using HttpResponseMessage meta = await _http.GetAsync("avatar/main?meta=1");
        using HttpResponseMessage none = await _http.GetAsync("avatar/main");
        using HttpResponseMessage bad = await _http.GetAsync("avatar/..%2f");

        (await meta.Content.ReadAsStringAsync()).ShouldBe("""{"avatarUrl":null}""");
        none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        bad.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Without_a_folder_it_says_so_and_health_is_told_all_the_same()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        using var http = new HttpClient { BaseAddress = rig.HttpUrl };

        using HttpResponseMessage page = await http.GetAsync("");
        page.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await page.Content.ReadAsStringAsync()).ShouldStartWith("Control UI assets not found.");
        (await http.GetStringAsync("healthz")).ShouldBe("""{"ok":true}""");
        (await http.GetStringAsync("readyz")).ShouldBe("""{"ready":true,"grains":true,"storage":true,"stopping":false}""");
    }

    [Fact]
    public async Task A_base_path_holds_everything_below_it()
    {
        await using GatewayRig rig = await GatewayRig.Start($$"""{ gateway: { controlUi: { root: "{{_root}}", basePath: "/ui" } } }""");
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = rig.HttpUrl };

        using HttpResponseMessage bare = await http.GetAsync("ui");
        bare.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        bare.Headers.Location!.ToString().ShouldBe("/ui/");
        (await http.GetStringAsync("ui/")).ShouldContain("BASE_PATH__=\"/ui\"");
        (await http.GetStringAsync("ui/assets/app.js")).ShouldBe("run()");
        (await http.GetAsync("")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await http.GetAsync("uix")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<string> Raw(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, _rig.HttpUrl.Port);
        NetworkStream stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
