using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Subagents;
using Moltbot.Policy.Sessions;

namespace Moltbot.Grains.Sessions;

/// <content>Sub-agents end with the run that began them when that is stopped, and with its conversation.</content>
internal sealed partial class SessionGrain
{
    /// <inheritdoc/>
    public Task<bool> IsRunning(string runId) => Task.FromResult(_run is { StopReason: null, IsDecided: false } run && run.Includes(runId));

    /// <summary>Ends sub-agents that still work, of one run or all; how many. That it cannot be done keeps nothing else from ending.</summary>
    private async Task<int> EndSubagents(string? runId)
    {
        if (_sessionKey is not { } key || SessionKeys.IsSubagent(key))
        {
            return 0;
        }

        try
        {
            return await Peer<ISubagentsGrain>(GrainKey.ForSession(Tenant, key)).Stop(runId);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogSubagentsLeft(key, problem);
            return 0;
        }
    }

    /// <summary>A stop counts when there were but sub-agents to stop.</summary>
    private async Task<AbortReceipt> WithSubagents(AbortReceipt stopped, string? runId) =>
        await EndSubagents(runId) > 0 ? stopped with { Aborted = true } : stopped;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sub-agents of {SessionKey} could not be ended; they end by themselves and are not reported to another conversation")]
    private partial void LogSubagentsLeft(string sessionKey, Exception problem);
}
