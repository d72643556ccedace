using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Methods.Sessions;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Sessions;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Methods.Agents;

namespace Moltbot.Gateway.Methods.Agents;

/// <summary>The methods about agents and their runs (protocol §5.1 and §5.3).</summary>
internal sealed class AgentsModule(AgentRunning running, RunOutcome outcomes, ITenantViews views) : IMethodModule
{
    private const long DefaultWaitMs = 30_000;

    /// <summary>A day: longer than any run may take.</summary>
    private const long MaxWaitMs = 86_400_000;

    public void Register(MethodTableBuilder methods) => methods
        .Serve(AgentsMethods.AgentsList, List)
        .Serve(AgentsMethods.AgentIdentityGet, Identity)
        .Serve(AgentsMethods.Agent, running.Run)
        .Serve(AgentsMethods.AgentWait, Wait);

    private async ValueTask<GatewayResult<AgentsListResult>> List(MethodCall call)
    {
        ConfigDocument document = await views.Configuration(call.Tenant);
        return new AgentsListResult
        {
            DefaultId = document.Agents.DefaultAgentId,
            MainKey = SessionKeys.MainKeyOf(document.Session.MainKey),
            Scope = document.Session.IsGlobal ? "global" : "per-sender",
            Agents = [.. document.Agents.Ids.Select(id => AgentIdentities.Summary(document, id))],
        };
    }

    private async ValueTask<GatewayResult<AgentIdentityResult>> Identity(MethodCall call, AgentIdentityParams wanted)
    {
        ConfigDocument document = await views.Configuration(call.Tenant);
        string? agent = wanted.AgentId is null ? null : IdNormalization.AgentId(wanted.AgentId);
        if (string.IsNullOrWhiteSpace(wanted.SessionKey))
        {
            return AgentIdentities.Of(document, agent);
        }

        if (!SessionAddress.Read(document, wanted.SessionKey).TryGet(out string? key, out GatewayError? bad))
        {
            return bad;
        }

        string owner = document.Agents.OfSession(key);
        return agent is not null && agent != owner
            ? GatewayError.InvalidParams(call.Method, $"agent \"{wanted.AgentId}\" does not match session key agent \"{owner}\"")
            : AgentIdentities.Of(document, owner);
    }

    private async ValueTask<GatewayResult<AgentWaitResult>> Wait(MethodCall call, AgentWaitParams wanted)
    {
        string runId = wanted.RunId.Trim();
        using IEventWait<RunCompletedEvent> wait = outcomes.Listen(call.Tenant, runId);
        TimeSpan patience = TimeSpan.FromMilliseconds(Math.Clamp(wanted.TimeoutMs ?? DefaultWaitMs, 0, MaxWaitMs));
        RunStatus? run = await outcomes.Of(wait, call.Grain<ISessionIndexGrain>(), runId, patience, call.Aborted);
        return run is null
            ? new AgentWaitResult { RunId = runId, Status = "timeout" }
            : new AgentWaitResult
            {
                RunId = runId,
                Status = RunOutcome.HasFailed(run) ? "error" : "ok",
                StartedAt = run.StartedAt,
                EndedAt = run.EndedAt,
                Error = run.Error,
            };
    }
}
