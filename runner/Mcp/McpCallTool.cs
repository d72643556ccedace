using System.Globalization;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Programs;
using Moltbot.Runner.Tools;

namespace Moltbot.Runner.Mcp;

/// <summary>
/// Calls a tool of a server that the configuration names. What it answers is a stranger's word. A server that does not answer, or ends, may have done
/// what it was asked: nobody knows, and it is ended.
/// </summary>
internal sealed class McpCallTool(KeptServers servers) : IRunnerTool
{
    /// <inheritdoc/>
    public string Name => "mcp";

    /// <inheritdoc/>
    public async Task<ToolRunResult> Run(ToolCall call)
    {
        var server = call.Params.Mcp!;
        var owner = ProgramOwner.Of(call.Params.Context) ?? throw new ToolRefusal("servers of tools are not offered here");
        var kept = await servers.Take(call, owner, server);
        var isOver = true;
        var isAsked = false;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(call.Deadline, call.Cancelled);
        try
        {
            var client = await kept.Client.WaitAsync(either.Token);
            isAsked = true;
            var result = await client.CallToolAsync(
                new CallToolRequestParams { Name = server.Tool!, Arguments = call.Arguments.All() }, either.Token).AsTask().WaitAsync(either.Token);
            isOver = false;
            return Told(call, McpText.Of(server.Name, result, call.Params.MaxOutputChars), result.IsError == true);
        }
        catch (McpProtocolException refusal)
        {
            // An answer like another.
            isOver = false;
            return Told(call, McpText.Wrapped(server.Name, refusal.Message, call.Params.MaxOutputChars), isError: true);
        }
        catch (HttpRequestException refusal) when (refusal.StatusCode is { } status && (int)status is >= 300 and < 500)
        {
            return call.Failed(string.Create(CultureInfo.InvariantCulture, $"the server {server.Name} refused the call: it answered status {(int)refusal.StatusCode!}"));
        }
        catch (Exception failure) when (failure is not SandboxFailure)
        {
            return Ended(call, server, failure, isAsked, either.IsCancellationRequested);
        }
        finally
        {
            await servers.Leave(kept, isOver);
        }
    }

    private static ToolRunResult Told(ToolCall call, (string Text, bool IsCut) answer, bool isError) =>
        (isError ? call.Failed(answer.Text) : call.Done(answer.Text)) with { Truncated = answer.IsCut };

    private static ToolRunResult Ended(ToolCall call, ToolMcpServer server, Exception failure, bool isAsked, bool isEnded) => (isAsked, isEnded, failure) switch
    {
        (true, true, _) when call.Cancelled.IsCancellationRequested => call.Failed("it was cancelled") with { Outcome = ToolOutcomes.Cancelled },
        (true, true, _) => call.Failed($"the server {server.Name} did not answer in time") with { Outcome = ToolOutcomes.Unknown },
        (true, false, _) => call.Failed($"the server {server.Name} ended, or said what is no answer") with { Outcome = ToolOutcomes.Unknown },
        (false, true, _) when call.Cancelled.IsCancellationRequested => call.Failed("it was cancelled; nothing was called") with { Outcome = ToolOutcomes.Cancelled },
        (false, true, _) => call.Failed($"the server {server.Name} did not begin in time; nothing was called") with { Outcome = ToolOutcomes.Unavailable },
        (_, _, McpFailure why) => call.Failed($"the server {server.Name} cannot be had: {why.Message}; nothing was called") with { Outcome = ToolOutcomes.Unavailable },
        _ => call.Failed($"the server {server.Name} cannot be had; nothing was called") with { Outcome = ToolOutcomes.Unavailable },
    };
}
