using System.Net.WebSockets;
using System.Text.Json;
using Moltbot.Identity;
using Moltbot.Identity.Gateways;
using Moltbot.Protocol.Methods.Connection;
using Moltbot.Protocol.Runners;

namespace Moltbot.Runner.Connection;

/// <summary>Keeps a runner connected: a new attempt after each end, and a sentence for its operator whenever what is wrong changes.</summary>
/// <param name="arguments">The gateway, and who this is.</param>
/// <param name="device">This device.</param>
/// <param name="tokens">What to show.</param>
/// <param name="run">Does a call.</param>
/// <param name="release">Ends what a session's calls left running. That is not bound to a connection.</param>
/// <param name="sandboxes">Tells of sandboxes, or throws them away.</param>
/// <param name="workspaces">Brings workspaces here, and tells what changed in them.</param>
/// <param name="notices">Where sentences go.</param>
/// <param name="time">The clock.</param>
internal sealed class RunnerClient(
    RunnerArguments arguments, DeviceIdentity device, RunnerTokens tokens, Func<ToolRunParams, CancellationToken, Task<ToolRunResult>> run,
    Func<ToolReleaseParams, Task> release, Func<ToolSandboxesParams, CancellationToken, Task<ToolSandboxesResult>> sandboxes,
    Func<ToolWorkspaceParams, CancellationToken, Task<ToolWorkspaceResult>> workspaces, Notices notices, TimeProvider time)
{
    /// <summary>For connecting and being let in, each. Arbitrary; the gateway gives up after 10 s.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly Backoff _backoff = new();

    private string Gateway => arguments.Url.GetLeftPart(UriPartial.Path).TrimEnd('/');

    /// <summary>Serves until it is cancelled.</summary>
    /// <exception cref="RunnerFailure">No further attempt could succeed.</exception>
    public async Task Run(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(await Visit(cancel), time, cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>One connection, from its first attempt to its end; answers how long to wait before the next.</summary>
    private async Task<TimeSpan> Visit(CancellationToken cancel)
    {
        var token = tokens.Next;
        try
        {
            using var socket = await WithPatience(patience => GatewaySocket.Connect(arguments.Url, arguments.TlsFingerprint, patience), cancel);
            var hello = await WithPatience(patience => NodeHandshake.Introduce(socket, device, arguments.Name, token, time, patience), cancel);
            await Serve(socket, hello, cancel);
            return _backoff.Next();
        }
        catch (GatewayRefusal refusal)
        {
            return Explain(refusal);
        }
        catch (WebSocketException problem)
        {
            notices.Say($"the gateway at {Gateway} is not reachable: {(problem.InnerException ?? problem).Message}. Is `moltbot up` running there? Trying again.");
        }
        catch (JsonException)
        {
            notices.Say($"what answers at {Gateway} is no gateway of protocol 3, or it closed the connection. Trying again.");
        }
        catch (TimeoutException)
        {
            notices.Say($"the gateway at {Gateway} does not answer within {Patience.TotalSeconds:0} s. Trying again.");
        }

        return _backoff.Next();
    }

    private async Task Serve(GatewaySocket socket, HelloOk hello, CancellationToken cancel)
    {
        if (hello.Auth is { } granted)
        {
            tokens.Keep(new DeviceToken(granted.DeviceToken, granted.Role, granted.Scopes, time.GetUtcNow().ToUnixTimeMilliseconds()));
        }

        _backoff.Reset();
        notices.Say($"connected to {Gateway} as {arguments.Name} ({device.Id}).");
        var silence = TimeSpan.FromMilliseconds(2 * Math.Clamp(hello.Policy.TickIntervalMs, 1_000, 600_000));
        await new NodeLink(socket, device.Id, new ToolCalls((call, ended) => Task.Run(() => run(call, ended), CancellationToken.None), time), release, sandboxes, workspaces, silence, notices, time).Serve(cancel);
        if (cancel.IsCancellationRequested)
        {
            using var limit = new CancellationTokenSource(Farewell, time);
            await socket.Close(limit.Token);
        }
        else
        {
            notices.Say($"the connection to {Gateway} ended, and with it the calls that were being made. Trying again.");
        }
    }

    private TimeSpan Explain(GatewayRefusal refusal)
    {
        if (refusal.IsUnpaired)
        {
            notices.Say(refusal.PairingRequestId is { } request
                ? $"not paired yet. On the gateway's machine, type: ./moltbot devices approve {request}"
                : $"the gateway wants this device to be paired ({refusal.Message}). On its machine, type: ./moltbot devices list");
            return _backoff.Next();
        }

        if (refusal.IsUnauthorized)
        {
            return tokens.Drop()
                ? TimeSpan.Zero
                : throw new RunnerFailure(
                    ExitCodes.NotAllowed,
                    $"the gateway at {Gateway} refuses the token ({refusal.Message}). On its machine, type: ./moltbot setup-code create --role node; then put the code into the token file.");
        }

        notices.Say($"the gateway at {Gateway} refuses: {refusal.Message}. Trying again.");
        return refusal.RetryAfter is { } wait ? wait + TimeSpan.FromSeconds(1) : _backoff.Next();
    }

    /// <exception cref="TimeoutException">It took too long.</exception>
    private async Task<T> WithPatience<T>(Func<CancellationToken, Task<T>> step, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            return await step(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }
}
