using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces.Nodes;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>
/// Sends commands to nodes, each once, and fetches what they answer. What no answer came to, because the node went, was silent, or nobody
/// knows of the command any more, is unknown.
/// </summary>
internal sealed partial class NodeCalls(IGrainFactory grains, ILogger<NodeCalls> logger)
{
    /// <summary>Sends a command and waits for its outcome.</summary>
    /// <param name="tenant">Whose node.</param>
    /// <param name="invocation">The command.</param>
    /// <param name="cancellationToken">Ends the waiting; the node is not told.</param>
    public async Task<NodeAnswer> Make(string tenant, NodeInvocation invocation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var route = grains.GetGrain<INodeRouteGrain>(tenant);
        NodeInvokeOutcome? refused;
        try
        {
            refused = await route.Invoke(invocation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogUnknown(invocation.Command, invocation.InvokeId, e);
            return new NodeAnswer(RunnerAnswerKind.Unknown, "it could not be reached");
        }

        return refused is null
            ? await Outcome(route, invocation, cancellationToken)
            : new NodeAnswer(RunnerAnswerKind.NotSent, refused.Reason ?? refused.ErrorMessage ?? "the node did not take it");
    }

    private async Task<NodeAnswer> Outcome(INodeRouteGrain route, NodeInvocation invocation, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                if (await route.Outcome(invocation.InvokeId).WaitAsync(cancellationToken) is { } outcome)
                {
                    return new NodeAnswer(RunnerAnswerKind.Answered, Outcome: outcome);
                }
            }
            catch (TimeoutException)
            {
                // The engine gave the question up, not the call: to ask again has no effect.
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogUnknown(invocation.Command, invocation.InvokeId, e);
                return new NodeAnswer(RunnerAnswerKind.Unknown, "nobody could be asked for it");
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What came of call {CallId} of {Command} to a node is unknown")]
    private partial void LogUnknown(string command, string callId, Exception error);
}
