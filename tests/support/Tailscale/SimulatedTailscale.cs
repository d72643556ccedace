using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Moltbot.TestSupport.Tailscale;

/// <summary>A Tailscale daemon as far as its LocalAPI answers <c>whois</c>: HTTP on a Unix socket, for its own host name only.</summary>
public sealed class SimulatedTailscale : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;
    private readonly ConcurrentDictionary<string, string> _answers = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _firstAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _asked;

    private SimulatedTailscale(WebApplication app, string folder)
    {
        _app = app;
        _folder = folder;
    }

    /// <summary>The socket.</summary>
    public string SocketPath => Path.Combine(_folder, "tailscaled.sock");

    /// <summary>How often somebody was asked about.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Ends when somebody was asked about for the first time.</summary>
    public Task FirstAsked => _firstAsked.Task;

    /// <summary>Whether it takes requests and never answers.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Starts one.</summary>
    public static async Task<SimulatedTailscale> Start()
    {
        string folder = Directory.CreateTempSubdirectory("tailscale-").FullName;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(Path.Combine(folder, "tailscaled.sock")));
        WebApplication app = builder.Build();
        var daemon = new SimulatedTailscale(app, folder);
        app.Run(daemon.Answer);
        await app.StartAsync();
        return daemon;
    }

    /// <summary>A person's machine has this address.</summary>
    public void Person(string address, string login) => _answers[address] = new JsonObject
    {
        ["Node"] = new JsonObject { ["ID"] = 1, ["Name"] = "box.tail0.ts.net." },
        ["UserProfile"] = new JsonObject { ["ID"] = 2, ["LoginName"] = login, ["DisplayName"] = "Somebody" },
        ["CapMap"] = null,
    }.ToJsonString();

    /// <summary>A machine without a person has this address.</summary>
    public void Tagged(string address) => _answers[address] = new JsonObject
    {
        ["Node"] = new JsonObject { ["ID"] = 3, ["Tags"] = new JsonArray("tag:server") },
        ["UserProfile"] = new JsonObject { ["ID"] = 4, ["LoginName"] = "tagged-devices" },
    }.ToJsonString();

    /// <summary>Answers this about an address, sense or not.</summary>
    public void Says(string address, string text) => _answers[address] = text;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        using (var now = new CancellationTokenSource())
        {
            await now.CancelAsync();
            await _app.StopAsync(now.Token);
        }

        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task Answer(HttpContext context)
    {
        Interlocked.Increment(ref _asked);
        _firstAsked.TrySetResult();
        if (IsSilent)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        }

        bool isOurs = context.Request.Host.Value == "local-tailscaled.sock" && context.Request.Path == "/localapi/v0/whois";
        if (!isOurs || !HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else if (_answers.TryGetValue(context.Request.Query["addr"].ToString(), out string? answer))
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(answer);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsync("no match for IP:port\n");
        }
    }
}
