using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Moltbot.TestSupport.Platforms;

namespace Moltbot.TestSupport.Discord;

/// <summary>
/// Discord on loopback: the REST API with its buckets, and the gateway with its sessions, as https://discord.com/developers/docs describes
/// them where a client can notice.
/// </summary>
public sealed class SimulatedDiscord : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TimeProvider time;
    private readonly ConcurrentDictionary<string, SimulatedDiscordBot> bots = new(StringComparer.Ordinal);

    private SimulatedDiscord(WebApplication app, TimeProvider time)
    {
        this.app = app;
        this.time = time;
    }

    /// <summary>What to give a client as apiRoot.</summary>
    public Uri ApiRoot { get; private set; } = null!;

    /// <summary>Where the gateway is.</summary>
    public Uri GatewayRoot { get; private set; } = null!;

    /// <summary>What people sent beside texts.</summary>
    public PlatformFiles Files { get; } = new();

    /// <summary>Whether it answers; otherwise every connection breaks.</summary>
    public bool IsUp { get; set; } = true;

    /// <summary>Starts a server on a free port of 127.0.0.1.</summary>
    /// <param name="time">The clock for limits and the times of messages; the real one when left out.</param>
    public static async Task<SimulatedDiscord> StartAsync(TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var web = builder.Build();
        var server = new SimulatedDiscord(web, time ?? TimeProvider.System);
        web.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
        web.Map("/api/v10/{**path}", server.Rest);
        web.Map("/gateway/{**path}", server.Gateway);
        web.MapGet("/attachments/{name}", context => server.Files.Serve((string)context.Request.RouteValues["name"]!, context));
        await web.StartAsync();
        var address = new Uri(web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        server.ApiRoot = new Uri(address, "/api");
        server.GatewayRoot = new Uri($"ws://{address.Authority}/gateway");
        return server;
    }

    /// <summary>Registers a bot, as the developer portal would.</summary>
    /// <param name="token">Its token.</param>
    /// <param name="username">Its name.</param>
    public SimulatedDiscordBot AddBot(string token, string username)
    {
        var bot = new SimulatedDiscordBot(token, username, GatewayRoot, time);
        return bots.TryAdd(token, bot) ? bot : throw new ArgumentException("there is already a bot with this token", nameof(token));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var bot in bots.Values)
        {
            bot.Close();
        }

        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }

    private async Task Rest(HttpContext context)
    {
        if (!IsUp)
        {
            context.Abort();
            return;
        }

        var path = (context.Request.RouteValues["path"] as string ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (!context.Request.Headers.UserAgent.ToString().StartsWith("DiscordBot (", StringComparison.Ordinal))
        {
            await SimulatedAnswer.Raw(403, "error code: 1010").Write(context);
            return;
        }

        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bot ", StringComparison.Ordinal) || !bots.TryGetValue(header[4..], out var bot))
        {
            await DiscordAnswers.Failure(401, 0, "401: Unauthorized").Write(context);
            return;
        }

        JsonNode? body;
        try
        {
            if (context.Request.HasFormContentType)
            {
                var form = await FormBody.Read(context);
                body = JsonNode.Parse((string)form["payload_json"]!)!;
                body["file"] = form["files[0]"]?.DeepClone();
            }
            else
            {
                using var reader = new StreamReader(context.Request.Body);
                var text = await reader.ReadToEndAsync(context.RequestAborted);
                body = text.Length == 0 ? null : JsonNode.Parse(text);
            }
        }
        catch (JsonException)
        {
            await DiscordAnswers.Failure(400, 50109, "The request body contains invalid JSON.").Write(context);
            return;
        }

        await bot.Answer(bot.Call(context.Request.Method, path, body), context);
    }

    private async Task Gateway(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest || context.Request.Query["v"] != "10" || context.Request.Query["encoding"] != "json")
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        if (!IsUp)
        {
            context.Abort();
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await new SimulatedGatewayConnection(socket, token => bots.GetValueOrDefault(token), bots.Values.FirstOrDefault(), time).Run(context.RequestAborted);
    }
}
