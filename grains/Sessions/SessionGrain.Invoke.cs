using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Agents;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Grains.Agents.Tools.Cluster;
using Moltbot.Policy.Configuration;

namespace Moltbot.Grains.Sessions;

/// <content>
/// Tools that a program calls without a turn. They only ask, so nothing has to be kept of them but the audit record; who calls is a program
/// that holds the tenant's secret, so no chat, no jobs and no other sessions come with it.
/// </content>
internal sealed partial class SessionGrain
{
    /// <summary>Most at work at once for a session. Arbitrary: a few panels of a page.</summary>
    private const int MaxInvocations = 4;

    /// <summary>Below the 30 s after which an engine gives a call up.</summary>
    private static readonly TimeSpan InvocationTime = TimeSpan.FromSeconds(25);

    private int _invocations;

    /// <inheritdoc/>
    public async Task<ToolInvocationAnswer> Invoke(ToolInvocation invocation)
    {
        var call = new ToolCall(Guid.NewGuid().ToString(), invocation.Tool, invocation.ArgumentsJson);
        ToolContext context = ContextOf(invocation, call.Id, Principal, await Document());
        if (_invocations >= MaxInvocations)
        {
            return new ToolInvocationAnswer(ToolInvocationOutcome.Busy, $"{MaxInvocations} calls are at work for this session, try again");
        }

        _invocations++;
        try
        {
            return await Invoke(context, call);
        }
        finally
        {
            _invocations--;
        }
    }

    private async Task<ToolInvocationAnswer> Invoke(ToolContext context, ToolCall call)
    {
        using var late = new CancellationTokenSource(InvocationTime, Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _services.Process.ApplicationStopping);
        try
        {
            return await _services.Agent.CallAtOnce(context, call, stop.Token) is { } result
                ? new ToolInvocationAnswer(result.IsError ? ToolInvocationOutcome.Failed : ToolInvocationOutcome.Done, result.Text)
                : new ToolInvocationAnswer(ToolInvocationOutcome.NotAvailable, $"Tool not available: {call.Name}");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new ToolInvocationAnswer(
                ToolInvocationOutcome.Failed,
                late.IsCancellationRequested ? $"{call.Name} did not answer within {InvocationTime.TotalSeconds:0} seconds" : "the server is shutting down");
        }
    }

    /// <summary>The session's situation with nobody in it who speaks.</summary>
    private ToolContext ContextOf(ToolInvocation invocation, string id, string principal, ConfigDocument document)
    {
        var asked = new TurnRequest
        {
            RunId = id, SessionKey = invocation.SessionKey, SessionKeyAsSent = invocation.SessionKey, Message = "", Origin = TurnOrigin.Http, ReceivedAt = Now, Principal = principal,
        };
        return ToolContextOf(asked, SelectModels(document)) with { Only = ClusterToolCatalog.ForPrograms };
    }
}
