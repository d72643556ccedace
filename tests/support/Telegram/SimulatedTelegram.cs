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

namespace Moltbot.TestSupport.Telegram;

/// <summary>
/// A Bot API server on loopback that behaves as https://core.telegram.org/bots/api describes where a client can notice:
/// confirmation by offset, 409 for a second poller, flood limits, redelivered webhooks, answers that never arrive.
/// </summary>
public sealed class SimulatedTelegram : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TimeProvider time;
    private readonly ConcurrentDictionary<string, SimulatedBot> bots = new(StringComparer.Ordinal);

    private int unanswered;

    private SimulatedTelegram(WebApplication app, TimeProvider time)
    {
        this.app = app;
        this.time = time;
    }

    /// <summary>What to give a client as apiRoot.</summary>
    public Uri Root { get; private set; } = null!;

    /// <summary>How many calls have no answer coming: polls with nothing to tell, and those that are scripted never to be answered.</summary>
    public int Held => Volatile.Read(ref unanswered) + bots.Values.Count(static bot => bot.HoldsPoll);

    /// <summary>Whether it answers; otherwise every connection breaks.</summary>
    public bool IsUp { get; set; } = true;

    /// <summary>Starts a server on a free port of 127.0.0.1.</summary>
    /// <param name="time">The clock for long polls and the times of messages; the real one when left out.</param>
    public static async Task<SimulatedTelegram> StartAsync(TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var web = builder.Build();
        var server = new SimulatedTelegram(web, time ?? TimeProvider.System);
        web.Map("/{**path}", server.Handle);
        await web.StartAsync();
        var address = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        server.Root = new Uri(address);
        return server;
    }

    /// <summary>Registers a bot, as BotFather would.</summary>
    /// <param name="token">Its token, <c>&lt;id&gt;:&lt;secret&gt;</c>.</param>
    /// <param name="username">Its name for mentions.</param>
    public SimulatedBot AddBot(string token, string username)
    {
        var bot = new SimulatedBot(token, username, time);
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

    private async Task Handle(HttpContext context)
    {
        if (!IsUp)
        {
            context.Abort();
            return;
        }

        var parts = (context.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is ["file", ['b', 'o', 't', .. var token], "photos", var name] && bots.TryGetValue(token, out var owner))
        {
            await owner.Files.Serve(Path.GetFileNameWithoutExtension(name), context);
            return;
        }

        if (parts.Length != 2 || !parts[0].StartsWith("bot", StringComparison.Ordinal) || !bots.TryGetValue(parts[0][3..], out var bot))
        {
            await SimulatedAnswer.Error(401, "Unauthorized").Write(context);
            return;
        }

        if (await ReadBody(context) is not { } body)
        {
            await SimulatedAnswer.Error(400, "Bad Request: can't parse JSON object").Write(context);
            return;
        }

        var answer = await bot.Call(parts[1], body, context.RequestAborted);
        if (answer.NeverComes)
        {
            Interlocked.Increment(ref unanswered);
        }

        try
        {
            await answer.Write(context);
        }
        finally
        {
            if (answer.NeverComes)
            {
                Interlocked.Decrement(ref unanswered);
            }
        }
    }

    private static async Task<JsonObject?> ReadBody(HttpContext context)
    {
        if (context.Request.HasFormContentType)
        {
            return await FormBody.Read(context);
        }

        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        try
        {
            return text.Length == 0 ? [] : JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
