using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Methods.Policy;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.GrainInterfaces.Sandboxes;
using Moltbot.Policy.Configuration;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Methods.Policy;
using Moltbot.Protocol.Methods.Sandboxes;

namespace Moltbot.Gateway.Methods.Sandboxes;

/// <summary>The sandboxes of a tenant's sessions: which there are, who is in which, and throwing them away.</summary>
internal sealed class SandboxesModule(ITenantViews views) : IMethodModule
{
    public void Register(MethodTableBuilder methods) => methods
        .Serve(SandboxMethods.List, List)
        .Serve(SandboxMethods.Explain, Explain)
        .Serve(SandboxMethods.Recreate, Recreate);

    private async ValueTask<GatewayResult<SandboxListResult>> List(MethodCall call, SandboxListParams wanted)
    {
        if (!(await Meant(call, wanted, Said(wanted) == 0)).TryGet(out SandboxQuery? query, out GatewayError? bad))
        {
            return bad;
        }

        return Told(await Sandboxes(call).List(query));
    }

    private async ValueTask<GatewayResult<SandboxListResult>> Recreate(MethodCall call, SandboxRecreateParams wanted)
    {
        var meant = new SandboxListParams { Key = wanted.Key, SessionKey = wanted.SessionKey, AgentId = wanted.AgentId };
        if (!(await Meant(call, meant, wanted.All == true)).TryGet(out SandboxQuery? query, out GatewayError? bad))
        {
            return bad;
        }

        return Told(await Sandboxes(call).Recreate(query, wanted.Force == true));
    }

    private async ValueTask<GatewayResult<SandboxExplainResult>> Explain(MethodCall call, SandboxExplainParams wanted)
    {
        if (!(await Of(call, wanted)).TryGet(out (ToolQuestion Question, SandboxReport Report) found, out GatewayError? bad))
        {
            return bad;
        }

        return new SandboxExplainResult
        {
            AgentId = found.Question.AgentId,
            SessionKey = found.Question.Use.SessionKey!,
            Sandboxed = found.Report.IsSandboxed,
            Reason = found.Report.Reason,
            SandboxKey = found.Report.SandboxKey,
            Runner = found.Report.HasRunner,
            Settings = [.. found.Report.Settings.Select(static each => new SandboxSetting { Name = each.Name, Value = each.Value, Key = each.Key })],
            Sees = [.. found.Report.Sees.Select(static each => new SandboxFolder { Path = each.Path, What = each.What, Writable = each.IsWritable })],
            Allow = found.Report.Allow,
            Deny = found.Report.Deny,
        };
    }

    private async ValueTask<GatewayResult<(ToolQuestion Question, SandboxReport Report)>> Of(MethodCall call, SandboxExplainParams wanted)
    {
        ConfigDocument document = await views.Configuration(call.Tenant);
        var asked = new PolicyExplainParams { Tool = "", AgentId = wanted.AgentId, SessionKey = wanted.SessionKey };
        return ToolQuestion.Read(call.Method, document, asked).TryGet(out ToolQuestion? question, out GatewayError? bad)
            ? (question, await call.Grain<IToolPolicyGrain>(GrainKey.ForAgent(call.Tenant, question.AgentId)).ExplainSandbox(question.Use.SessionKey!))
            : bad;
    }

    /// <summary>Which sandboxes a request means: nothing, or two things at once, is a mistake that could cost files.</summary>
    private async ValueTask<GatewayResult<SandboxQuery>> Meant(MethodCall call, SandboxListParams wanted, bool isAll)
    {
        if (Said(wanted) + (isAll ? 1 : 0) != 1)
        {
            return GatewayError.InvalidParams(call.Method, "exactly one of all, key, sessionKey and agentId says which are meant");
        }

        if (isAll)
        {
            return new SandboxQuery();
        }

        if (wanted.Key is { } key)
        {
            return new SandboxQuery { Keys = [key] };
        }

        if (wanted.AgentId is { } agent)
        {
            // An agent that is configured no more may have left some. What is no agent's id does not come to mean another agent.
            string id = agent.Trim().ToLowerInvariant();
            return ConfigIds.Agent(id) == id
                ? new SandboxQuery { AgentId = id }
                : GatewayError.InvalidParams(call.Method, $"agentId: \"{agent}\" is no agent's id: 1 to 64 letters, digits, - and _, the first a letter or digit");
        }

        if (!(await Of(call, new SandboxExplainParams { SessionKey = wanted.SessionKey })).TryGet(out (ToolQuestion Question, SandboxReport Report) found, out GatewayError? bad))
        {
            return bad;
        }

        // Its own by the configuration, and one that it had for itself when the scope was another.
        string own = found.Question.Use.SessionKey!;
        return new SandboxQuery { Keys = found.Report.SandboxKey is { } sandbox && sandbox != own ? [own, sandbox] : [own] };
    }

    private static int Said(SandboxListParams wanted) => new[] { wanted.Key, wanted.SessionKey, wanted.AgentId }.Count(static each => each is not null);

    private static SandboxListResult Told(IReadOnlyList<RunnerSandboxes> runners) => new()
    {
        Sandboxes = [.. runners.SelectMany(static runner => runner.Sandboxes.Select(each => Row(runner.NodeId, each)))],
        Runners = [.. runners.Select(static runner => new SandboxRunner { NodeId = runner.NodeId, More = runner.More, Problem = runner.Problem })],
    };

    private static SandboxRow Row(string nodeId, SandboxView sandbox) => new()
    {
        Key = sandbox.Key,
        AgentId = sandbox.AgentId,
        SessionKey = sandbox.SessionKey,
        NodeId = nodeId,
        CreatedAtMs = sandbox.MadeAt,
        LastUsedAtMs = sandbox.UsedAt,
        IdleMinutes = sandbox.IdleMinutes,
        MaxAgeMinutes = sandbox.MaxAgeMinutes,
        Bytes = sandbox.Bytes,
        MoreBytes = sandbox.IsMore,
        Use = sandbox.Use,
        Outcome = sandbox.Outcome,
    };

    private static ISandboxesGrain Sandboxes(MethodCall call) => call.Grain<ISandboxesGrain>();
}
