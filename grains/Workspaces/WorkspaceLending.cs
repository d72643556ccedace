using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Workspaces;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Policy.Nodes;
using Moltbot.Protocol.Runners;

namespace Moltbot.Grains.Workspaces;

/// <summary>Has a call find its agent's workspace on its runner, and keeps what it changed there.</summary>
internal sealed partial class WorkspaceLending(IGrainFactory grains, WorkspaceOptions options, ILogger<WorkspaceLending> logger)
{
    /// <summary>Tools that change no file, whatever access they have.</summary>
    private static readonly string[] Readers = [RunnerTool.Read, RunnerTool.MemorySearch, RunnerTool.MemoryGet, RunnerTool.Fetch, "image"];

    /// <summary>Whether workspaces are kept in the store.</summary>
    public bool AreStored => options.AreStored;

    /// <summary>Whether a call needs the agent's workspace.</summary>
    public bool IsNeeded(ToolRunParams call) => options.AreStored && call is { Picture: null, Tool: not RunnerTool.Fetch }
        && (call.Files is not null || !call.Context.Sandboxed || call.Context.WorkspaceAccess is "ro" or "rw");

    /// <summary>Whether it may change it.</summary>
    public static bool Writes(ToolRunParams call) => call is { Files: null, Lookup: null, Mcp: not { Url: not null } } && (!call.Context.Sandboxed || call.Context.WorkspaceAccess == "rw")
        && !Readers.Contains(call.Tool, StringComparer.Ordinal);

    /// <summary>Has a runner have the copy that a call needs.</summary>
    /// <param name="call">The call.</param>
    /// <param name="runner">The runner.</param>
    /// <param name="notThere">The copy that it was said to have and does not; null for none.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<WorkspaceTaken> Take(ToolRunParams call, string runner, WorkspaceLoan? notThere, CancellationToken cancellationToken)
    {
        // What works in the workspace takes it also to read: its next call will write.
        bool works = call.Files is null && (!call.Context.Sandboxed || call.Context.WorkspaceAccess == "rw");
        var request = new WorkspaceTake { RequestId = Guid.NewGuid().ToString(), Runner = runner, Writes = works, NotThere = notThere };
        return await Ask(call, grain => grain.Take(request), static why => new WorkspaceTaken(null, why), cancellationToken);
    }

    /// <summary>Keeps what a call changed.</summary>
    public Task<WorkspaceKept> Keep(ToolRunParams call, string runner, WorkspaceLoan loan, CancellationToken cancellationToken)
    {
        string id = Guid.NewGuid().ToString();
        return Ask(call, grain => grain.Keep(id, runner, loan.Fence), static why => new WorkspaceKept(why, null), cancellationToken);
    }

    /// <summary>The same of a call that nobody waits for any more.</summary>
    public async Task KeepSoon(string tenant, string agentId)
    {
        if (!options.AreStored)
        {
            return;
        }

        try
        {
            await GrainOf(tenant, agentId).KeepSoon();
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogNotAsked(tenant, agentId, problem);
        }
    }

    private async Task<TAnswer> Ask<TAnswer>(
        ToolRunParams call, Func<IWorkspaceGrain, Task<TAnswer?>> question, Func<string, TAnswer> failed, CancellationToken cancellationToken)
        where TAnswer : class
    {
        IWorkspaceGrain grain = GrainOf(call.Context.Tenant, call.Context.AgentId);
        while (true)
        {
            try
            {
                if (await question(grain).WaitAsync(cancellationToken) is { } answer)
                {
                    return answer;
                }
            }
            catch (TimeoutException)
            {
                // The engine gave the question up, not the step: it is asked by the same name.
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                LogNotAsked(call.Context.Tenant, call.Context.AgentId, problem);
                return failed("who looks after the workspace could not be asked");
            }
        }
    }

    private IWorkspaceGrain GrainOf(string tenant, string agentId) => grains.GetGrain<IWorkspaceGrain>(GrainKey.ForAgent(tenant, agentId).ToString());

    [LoggerMessage(Level = LogLevel.Warning, Message = "Tenant {Tenant}, agent {Agent}: who looks after the workspace could not be asked")]
    private partial void LogNotAsked(string tenant, string agent, Exception problem);
}
