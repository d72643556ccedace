using System.ComponentModel;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Server;
using Moltbot.Policy.Addresses;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Mcp;
using Moltbot.Runner.Tests.Support;
using Moltbot.Runner.Web;
using Moltbot.TestSupport.Time;

namespace Moltbot.Runner.Tests.Mcp;

/// <summary>Servers of tools that are addresses: a real one on loopback, which passes for the open internet here, and what attackers make of one; S1 to S3, B4.</summary>
public sealed class McpAddressTests : IAsyncLifetime
{
    private static readonly ToolRunContext Own = Bench.Context with { SessionId = "first" };
    private readonly List<string> _requests = [];
    private WebApplication _site = null!;
    private Func<HttpContext, Task>? _instead;
    private Func<HttpContext, JsonElement, Task>? _called;
    private int _asked;

    public async ValueTask InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http1));
        builder.Services.AddMcpServer().WithHttpTransport(static transport => transport.Stateless = false).WithTools(
        [
            McpServerTool.Create([Description("says it back")] (string what) => what, new McpServerToolCreateOptions { Name = "echo" }),
            McpServerTool.Create(static (CancellationToken cancel) => new TaskCompletionSource().Task.WaitAsync(cancel), new McpServerToolCreateOptions { Name = "hang" }),
        ]);
        _site = builder.Build();
        _site.Use(async (HttpContext context, RequestDelegate next) =>
        {
            lock (_requests)
            {
                _requests.Add($"{context.Request.Method} {context.Request.Path} {context.Request.Headers["X-Key"]}");
            }

            if (_called is { } called && context.Request.Method == "POST")
            {
                context.Request.EnableBuffering();
                JsonElement message = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body);
                context.Request.Body.Position = 0;
                if (message.TryGetProperty("method", out JsonElement method) && method.GetString() == "tools/call")
                {
                    await called(context, message.GetProperty("id"));
                    return;
                }
            }

            await (_instead is { } instead && context.Request.Method == "POST" ? instead(context) : next(context));
        });
        _site.MapMcp("/mcp");
        await _site.StartAsync();
    }

    public async ValueTask DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task It_says_what_tools_it_has_and_is_called()
    {
        using Bench bench = Start();

        (await List(bench)).McpTools!.Select(static tool => (tool.Name, tool.Description)).ShouldContain(("echo", "says it back"));
        ToolRunResult told = await Call(bench, "echo", new { what = "hello" });

        (WebBench.Inner(told.Text), told.IsError, told.Outcome).ShouldBe(("hello", false, ToolOutcomes.Done));
        lock (_requests)
        {
            _requests.ShouldNotContain(static request => request.StartsWith("GET ", StringComparison.Ordinal), "nobody listens to what was not asked");
        }
    }

    [Fact]
    public async Task What_the_server_says_is_wrong_is_told_as_its_word()
    {
        using Bench bench = Start();

        ToolRunResult told = await Call(bench, "nothing");

        (told.IsError, told.Outcome).ShouldBe((true, ToolOutcomes.Done));
        WebBench.Inner(told.Text).ShouldContain("nothing");
    }

    /// <summary>S1, S2: the usual rule lets no address of the inside be asked, however it is spelled or found.</summary>
    [Theory]
    [InlineData("http://127.0.0.1:{0}/mcp", "its host is not of the open internet")]
    [InlineData("http://localhost:{0}/mcp", "its host is not of the open internet")]
    [InlineData("http://2130706433:{0}/mcp", "its host is an address in an unusual spelling")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/mcp", "its host is not of the open internet")]
    [InlineData("http://site.example:{0}/mcp", "its host is not of the open internet")]
    [InlineData("http://a:b@site.example:{0}/mcp", "an address may hold no credentials")]
    [InlineData("file:///etc/passwd", "it is no address of a web page")]
    public async Task No_address_of_the_inside_is_asked(string url, string why)
    {
        using Bench bench = Start(isUsual: true);
        ToolMcpServer server = Server() with { Url = string.Format(null, url, new Uri(_site.Urls.First()).Port) };

        ToolRunResult called = await Call(bench, "echo", new { what = "x" }, server), listed = await List(bench, server);

        (called.Outcome, called.Text).ShouldBe((ToolOutcomes.Unavailable, $"the server far cannot be had: {why}; nothing was called"));
        (listed.Outcome, listed.Text).ShouldBe((ToolOutcomes.Unavailable, why));
        _requests.ShouldBeEmpty();
    }

    /// <summary>S3: a key goes to the address that it was written for, by https alone.</summary>
    [Fact]
    public async Task A_key_is_not_sent_in_the_clear()
    {
        using Bench bench = Start();

        ToolRunResult told = await Call(bench, "echo", new { what = "x" }, Server() with { Headers = new Dictionary<string, string> { ["X-Key"] = "s3cret" } });

        (told.Outcome, told.Text).ShouldBe((ToolOutcomes.Unavailable, "the server far cannot be had: headers are sent by https alone; nothing was called"));
        _requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        _instead = static context =>
        {
            context.Response.Redirect("/mcp", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        };
        using Bench bench = Start();

        (await Call(bench, "echo", new { what = "x" })).Text.ShouldBe("the server far cannot be had: it answered status 307; nothing was called");
    }

    /// <summary>B4, K1: an answer without end is read so far; what stands in an error is nobody's to repeat.</summary>
    [Theory]
    [InlineData("application/json", 200)]
    [InlineData("text/event-stream", 200)]
    [InlineData("text/html", 500)]
    public async Task What_is_no_answer_is_not_read_to_its_end(string type, int status)
    {
        long sent = 0;
        _instead = async context =>
        {
            (context.Response.StatusCode, context.Response.ContentType) = (status, type);
            byte[] piece = [.. Enumerable.Repeat((byte)'[', 1 << 16)];
            while (sent < 64 << 20 && !context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(piece);
                sent += piece.Length;
            }
        };
        using Bench bench = Start(new McpLimits { AnswerBytes = 1 << 20 });

        ToolRunResult told = await Call(bench, "echo", new { what = "x" });

        told.Outcome.ShouldBe(ToolOutcomes.Unavailable, told.Text);
        told.Text.ShouldNotContain("[[[");
        sent.ShouldBeLessThan(64 << 20);
    }

    /// <summary>B6: each answer of ours would be a connection of its own.</summary>
    [Fact]
    public async Task A_server_that_asks_without_end_is_not_answered_without_end()
    {
        _called = async (context, id) =>
        {
            int before = _requests.Count;
            context.Response.ContentType = "text/event-stream";
            for (int i = 0; i < 500; i++)
            {
                await context.Response.WriteAsync($$"""data: {"jsonrpc":"2.0","id":"p{{i}}","method":"ping"}""" + "\n\n");
            }

            await context.Response.Body.FlushAsync();
            await Waits.Until(() => _requests.Count >= before + 5, "the answers");
            await context.Response.WriteAsync($$$"""data: {"jsonrpc":"2.0","id":{{{id.GetRawText()}}},"result":{"content":[{"type":"text","text":"done"}]}}""" + "\n\n");
        };
        using Bench bench = Start(new McpLimits { Replies = 5 });

        ToolRunResult told = await Call(bench, "echo", new { what = "x" });

        WebBench.Inner(told.Text).ShouldBe("done");
        _requests.Count.ShouldBeInRange(7, 12, "what begins the conversation, the call, and five answers");
    }

    /// <summary>What was asked may have happened: nobody knows.</summary>
    [Theory]
    [InlineData(false, ToolOutcomes.Unknown)]
    [InlineData(true, ToolOutcomes.Cancelled)]
    public async Task A_server_that_hangs_leaves_an_unknown_outcome(bool isCancelled, string outcome)
    {
        using Bench bench = Start();
        using var cancel = new CancellationTokenSource();
        await Call(bench, "echo", new { what = "x" });
        int before = _requests.Count;
        Task<ToolRunResult> calling = bench.Executor.Run(Of(bench, "hang", new { }, Server()), cancel.Token);
        await Waits.Until(() => _requests.Count > before, "the call");

        if (isCancelled)
        {
            await cancel.CancelAsync();
        }
        else
        {
            bench.Time.Advance(TimeSpan.FromMinutes(1));
        }

        (await calling.InTime()).Outcome.ShouldBe(outcome);
    }

    [Fact]
    public async Task A_call_that_breaks_off_leaves_an_unknown_outcome()
    {
        using Bench bench = Start();
        await Call(bench, "echo", new { what = "x" });
        _instead = static context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        (await Call(bench, "echo", new { what = "y" })).Outcome.ShouldBe(ToolOutcomes.Unknown);
    }

    [Fact]
    public async Task A_call_that_is_turned_away_has_an_end()
    {
        using Bench bench = Start();
        await Call(bench, "echo", new { what = "x" });
        _instead = static context =>
        {
            context.Response.StatusCode = 403;
            return context.Response.WriteAsync("s3cret");
        };

        ToolRunResult told = await Call(bench, "echo", new { what = "y" });

        (told.Text, told.IsError, told.Outcome).ShouldBe(("the server far refused the call: it answered status 403", true, ToolOutcomes.Done));
    }

    /// <summary>The name of each request is judged: one that leads elsewhere the second time gains nothing.</summary>
    [Fact]
    public async Task A_name_that_leads_inside_the_second_time_is_not_asked()
    {
        using Bench bench = Start(isPublic: (_, _) => _asked <= 1);

        ToolRunResult told = await Call(bench, "echo", new { what = "x" });

        told.Text.ShouldBe("the server far cannot be had: its host is not of the open internet; nothing was called");
        _requests.Count.ShouldBe(1);
    }

    private Bench Start(McpLimits? limits = null, bool isUsual = false, Func<string, IReadOnlyList<IPAddress>, bool>? isPublic = null) => new(
        change: options => options with { Mcp = limits ?? options.Mcp },
        web: new PublicConnect(
            (_, _) =>
            {
                _asked++;
                return Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
            },
            isUsual ? PublicDestination.Allows : isPublic ?? (static (_, _) => true)));

    private ToolMcpServer Server() => new() { Name = "far", Url = $"http://site.example:{new Uri(_site.Urls.First()).Port}/mcp" };

    private Task<ToolRunResult> Call(Bench bench, string tool, object? arguments = null, ToolMcpServer? server = null) =>
        bench.Executor.Run(Of(bench, tool, arguments ?? new { }, server ?? Server()), TestContext.Current.CancellationToken).InTime();

    private static ToolRunParams Of(Bench bench, string tool, object arguments, ToolMcpServer server) =>
        bench.Call($"mcp_far_{tool}", arguments, Own) with { Mcp = server with { Tool = tool } };

    private Task<ToolRunResult> List(Bench bench, ToolMcpServer? server = null) =>
        bench.Executor.Run(bench.Call("mcp", new { }) with { Mcp = server ?? Server() }, TestContext.Current.CancellationToken).InTime();
}
