using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using Moltbot.Identity.Gateways;
using Moltbot.Policy.Nodes;
using Moltbot.Protocol.Events;
using Moltbot.Protocol.Runners;

namespace Moltbot.Runner.Connection;

/// <summary>A connection that was let in: takes what the gateway asks of this node until it ends.</summary>
/// <param name="socket">The connection.</param>
/// <param name="nodeId">This device's id.</param>
/// <param name="calls">Does what is asked.</param>
/// <param name="release">Ends what a session's calls left running.</param>
/// <param name="sandboxes">Tells of sandboxes, or throws them away.</param>
/// <param name="workspaces">Brings workspaces here, and tells what changed in them.</param>
/// <param name="silence">How long the gateway may say nothing; its ticks come twice as often.</param>
/// <param name="notices">Where failures of the runner are told.</param>
/// <param name="time">The clock.</param>
internal sealed class NodeLink(
    GatewaySocket socket, string nodeId, ToolCalls calls, Func<ToolReleaseParams, Task> release, Func<ToolSandboxesParams, CancellationToken, Task<ToolSandboxesResult>> sandboxes,
    Func<ToolWorkspaceParams, CancellationToken, Task<ToolWorkspaceResult>> workspaces, TimeSpan silence, Notices notices, TimeProvider time)
{
    /// <summary>Questions about sandboxes that wait or are answered; more are turned away. Arbitrary.</summary>
    private const int MaxAsked = 8;

    /// <summary>How long one may take where nothing is said, milliseconds.</summary>
    private const long LongestMs = 30_000;

    /// <summary>How long a step with a workspace may take, milliseconds.</summary>
    private const long LongestStepMs = 300_000;

    /// <summary>Steps with workspaces of one tenant at once: its slow ones are nobody else's. Arbitrary.</summary>
    private const int MaxMoving = 4;

    private readonly SemaphoreSlim _keeping = new(1);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _moving = new(StringComparer.Ordinal);
    private int _asked;

    /// <summary>Returns when the connection has ended; by then every call of it has, too.</summary>
    /// <param name="cancel">Ends it.</param>
    public async Task Serve(CancellationToken cancel)
    {
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var open = new HashSet<Task>();
        try
        {
            while (await Next(cancel) is { } frame)
            {
                open.RemoveWhere(static answer => answer.IsCompleted);
                if (RequestOf(frame) is { } request)
                {
                    open.Add(Answer(request, closing.Token));
                }
            }
        }
        catch (Exception gone) when (gone is WebSocketException or JsonException or OperationCanceledException)
        {
            // However it ended, what follows is the same.
        }
        finally
        {
            await closing.CancelAsync();
            await Task.WhenAll(open);
        }
    }

    private async Task<JsonElement?> Next(CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        return await socket.Receive(either.Token);
    }

    private static NodeInvokeRequest? RequestOf(JsonElement frame) =>
        frame.ValueKind is JsonValueKind.Object
        && frame.TryGetProperty("event", out var name) && name.ValueKind is JsonValueKind.String && name.ValueEquals(EventNames.NodeInvokeRequest)
        && frame.TryGetProperty("payload", out var payload)
            ? payload.Deserialize(EventsJson.Default.NodeInvokeRequest)
            : null;

    private async Task Answer(NodeInvokeRequest request, CancellationToken closing)
    {
        try
        {
            await socket.Send(await AnswerOf(request, closing), closing);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Nobody is left to tell.
        }
    }

    private async Task<ReadOnlyMemory<byte>> AnswerOf(NodeInvokeRequest request, CancellationToken closing)
    {
        try
        {
            switch (request.Command)
            {
                case NodeCommands.ToolsRun or NodeCommands.ToolsResolve or NodeCommands.ToolsContext or NodeCommands.ToolsMcp:
                    var call = Params(request, RunnerJson.Default.ToolRunParams);
                    if ((call.Lookup is not null) != (request.Command == NodeCommands.ToolsResolve)
                        || (call.Files is not null) != (request.Command == NodeCommands.ToolsContext)
                        || (call.Mcp is { Tool: null }) != (request.Command == NodeCommands.ToolsMcp)
                        || (call.Mcp is not null && (call.Lookup is not null || call.Files is not null)))
                    {
                        throw new JsonException();
                    }

                    return ToolAnswers.Of(request.Id, nodeId, await calls.Run(call, closing));

                case NodeCommands.ToolsCancel:
                    calls.Cancel(Params(request, RunnerJson.Default.ToolCancelParams).CallId);
                    return ToolAnswers.Done(request.Id, nodeId);

                case NodeCommands.ToolsRelease:
                    await release(Params(request, RunnerJson.Default.ToolReleaseParams));
                    return ToolAnswers.Done(request.Id, nodeId);

                case NodeCommands.ToolsSandboxes or NodeCommands.ToolsRecreate:
                    var query = Params(request, RunnerJson.Default.ToolSandboxesParams);
                    if (query.Recreate != (request.Command == NodeCommands.ToolsRecreate))
                    {
                        throw new JsonException();
                    }

                    return await Keep(request, query, closing);

                case NodeCommands.ToolsWorkspace:
                    return await Move(request, Params(request, RunnerJson.Default.ToolWorkspaceParams), closing);

                default:
                    return ToolAnswers.Failed(request.Id, nodeId, "UNKNOWN_COMMAND", "this node runs tools, and nothing else");
            }
        }
        catch (JsonException)
        {
            return ToolAnswers.Failed(request.Id, nodeId, "INVALID_PARAMS", "the params cannot be read; nothing ran");
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !closing.IsCancellationRequested)
        {
            notices.Say($"a call failed for a fault of this program: {failure}");
            return ToolAnswers.Failed(request.Id, nodeId, "FAILED", "the runner failed");
        }
    }

    /// <summary>One after the other: each makes a sandbox for every folder that it looks into. Nothing is done any more of which nobody waits for the answer.</summary>
    private async Task<ReadOnlyMemory<byte>> Keep(NodeInvokeRequest request, ToolSandboxesParams query, CancellationToken closing)
    {
        if (Interlocked.Increment(ref _asked) > MaxAsked)
        {
            Interlocked.Decrement(ref _asked);
            return ToolAnswers.Failed(request.Id, nodeId, "BUSY", "the runner is asked about its sandboxes too often; nothing was done");
        }

        var longest = TimeSpan.FromMilliseconds(Math.Clamp(request.TimeoutMs ?? LongestMs, 1, LongestMs));
        var asked = time.GetTimestamp();
        using var late = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, closing);
        try
        {
            await _keeping.WaitAsync(either.Token);
            try
            {
                // Whoever was before it may just have given way for being late, and this one is as late.
                if (time.GetElapsedTime(asked) >= longest)
                {
                    await late.CancelAsync();
                }

                either.Token.ThrowIfCancellationRequested();

                // On a thread of its own, like calls: what reads the connection has begun it.
                return ToolAnswers.Of(request.Id, nodeId, await Task.Run(() => sandboxes(query, either.Token), either.Token));
            }
            finally
            {
                _keeping.Release();
            }
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !closing.IsCancellationRequested)
        {
            return ToolAnswers.Failed(request.Id, nodeId, "TIMEOUT", "the runner did not get to it in time");
        }
        finally
        {
            Interlocked.Decrement(ref _asked);
        }
    }

    /// <summary>A step with a workspace. Calls wait for these, so they do not wait behind calls; a silo asks for one of a workspace after the other.</summary>
    private async Task<ReadOnlyMemory<byte>> Move(NodeInvokeRequest request, ToolWorkspaceParams step, CancellationToken closing)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMilliseconds(Math.Clamp(request.TimeoutMs ?? LongestMs, 1, LongestStepMs)), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, closing);
        try
        {
            var moving = _moving.GetOrAdd(step.Tenant, static _ => new SemaphoreSlim(MaxMoving));
            await moving.WaitAsync(either.Token);
            try
            {
                return ToolAnswers.Of(request.Id, nodeId, await Task.Run(() => workspaces(step, either.Token), either.Token));
            }
            finally
            {
                moving.Release();
            }
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !closing.IsCancellationRequested)
        {
            return ToolAnswers.Failed(request.Id, nodeId, "TIMEOUT", "the runner did not get to it in time");
        }
    }

    private static T Params<T>(NodeInvokeRequest request, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> shape) =>
        JsonSerializer.Deserialize(request.ParamsJson ?? "null", shape) ?? throw new JsonException();
}
