using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Moltbot.TestSupport.Time;

namespace Moltbot.TestSupport.Models;

/// <summary>
/// A model provider on loopback that speaks OpenAI's chat completions and responses and Anthropic's messages, streamed or
/// whole, on <c>/v1/…</c>. Answers what is enqueued, then what <see cref="Script"/> says, then <see cref="Default"/>.
/// </summary>
public sealed partial class SimulatedModelProvider : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentQueue<ModelReply> queue = new();
    private readonly ConcurrentQueue<SimulatedModelRequest> requests = new();
    private readonly Channel<SimulatedModelRequest> arrivals = Channel.CreateUnbounded<SimulatedModelRequest>();

    private readonly TaskCompletionSource hungUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int connections;

    private SimulatedModelProvider(WebApplication app) => this.app = app;

    /// <summary>Where it listens, without a path.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>What to configure as <c>baseUrl</c>, for each of the three wires.</summary>
    public Uri BaseUrl => new(Address, "v1");

    /// <summary>The answer when nothing else is scripted.</summary>
    public ModelReply Default { get; set; } = ModelReply.Text("Hello from the simulated model.");

    /// <summary>Chooses an answer by the request; null answers = <see cref="Default"/>.</summary>
    public Func<SimulatedModelRequest, ModelReply?>? Script { get; set; }

    /// <summary>Whether requests are kept and parsed for the test; off for load, then <see cref="Script"/> is not asked either.</summary>
    public bool Records { get; init; } = true;

    /// <summary>Every request so far, in order of arrival.</summary>
    public IReadOnlyList<SimulatedModelRequest> Requests => [.. requests];

    /// <summary>How many connections were accepted so far.</summary>
    public int Connections => Volatile.Read(ref connections);

    /// <summary>Listens.</summary>
    /// <param name="port">A loopback port; 0 = any free one.</param>
    /// <param name="records">See <see cref="Records"/>.</param>
    public static async Task<SimulatedModelProvider> StartAsync(int port = 0, bool records = true)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        SimulatedModelProvider? provider = null;
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.Use(next => connection =>
        {
            Interlocked.Increment(ref provider!.connections);
            return next(connection);
        })));
        provider = new SimulatedModelProvider(builder.Build()) { Records = records };
        provider.app.Run(provider.HandleAsync);
        await provider.app.StartAsync();
        provider.Address = new Uri(provider.app.Urls.First());
        return provider;
    }

    /// <summary>The next request is answered so.</summary>
    public void Enqueue(params ModelReply[] replies)
    {
        foreach (var reply in replies)
        {
            queue.Enqueue(reply);
        }
    }

    /// <summary>Waits for the next request that nobody has waited for.</summary>
    /// <exception cref="TimeoutException">None came within a real minute.</exception>
    public async Task<SimulatedModelRequest> NextRequestAsync() =>
        await arrivals.Reader.ReadAsync().AsTask().InTime();

    /// <summary>Completes when a client has gone before its answer was complete.</summary>
    /// <exception cref="TimeoutException">None did within a real minute.</exception>
    public Task HungUpAsync() => hungUp.Task.InTime();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // First what stalls or waits at a gate, or stopping would wait for it.
        await closing.CancelAsync();
        await app.StopAsync();
        await app.DisposeAsync();
        closing.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (SimulatedWire.ForPath(context.Request.Path) is not { } wire || !HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = 404;
            return;
        }

        using var document = await JsonDocument.ParseAsync(context.Request.Body);
        var request = Read(context, wire, document.RootElement);
        if (Records)
        {
            request = request with { Body = request.Body.Clone() };
            requests.Enqueue(request);
            arrivals.Writer.TryWrite(request);
        }

        var reply = queue.TryDequeue(out var next) ? next : (Records ? Script?.Invoke(request) : null) ?? Default;
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, closing.Token);
        try
        {
            await AnswerAsync(context.Response, wire, request, reply, gone.Token);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            hungUp.TrySetResult();
            context.Abort();
        }
    }

    private static SimulatedModelRequest Read(HttpContext context, SimulatedWire wire, JsonElement body) => new(
        context.Request.Path,
        context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        wire.KeyOf(context.Request.Headers),
        body);
}
