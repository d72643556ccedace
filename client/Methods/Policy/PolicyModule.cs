using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Methods.Channels;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.Policy.Configuration;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Methods.Policy;

namespace Moltbot.Gateway.Methods.Policy;

/// <summary>What policy decides, and why.</summary>
internal sealed class PolicyModule(ITenantViews views) : IMethodModule
{
    public void Register(MethodTableBuilder methods) => methods
        .Serve(PolicyMethods.Explain, Explain)
        .Serve(PolicyMethods.Tools, Tools)
        .Serve(PolicyMethods.Admission, Admission);

    private async ValueTask<GatewayResult<PolicyExplainResult>> Explain(MethodCall call, PolicyExplainParams wanted)
    {
        ConfigDocument document = await views.Configuration(call.Tenant);
        if (!ToolQuestion.Read(call.Method, document, wanted).TryGet(out ToolQuestion? question, out GatewayError? bad))
        {
            return bad;
        }

        ToolReport report = await call.Grain<IToolPolicyGrain>(GrainKey.ForAgent(call.Tenant, question.AgentId)).Explain(question.Use, wanted.Tool);
        return new PolicyExplainResult
        {
            Tool = report.Permission.Tool,
            Known = report.IsKnown,
            Allowed = report.Permission.Allowed,
            RefusedBy = report.Permission.RefusedBy,
            AgentId = question.AgentId,
            SessionKey = report.Use.SessionKey!,
            Sandboxed = report.IsSandboxed,
            SpawnedBy = report.Use.SpawnedBy,
            Provider = report.Use.Provider,
            Model = report.Use.Model,
            Lines = [.. report.Lines.Select(Line)],
        };
    }

    private async ValueTask<GatewayResult<PolicyToolsResult>> Tools(MethodCall call, PolicyToolsParams wanted)
    {
        ConfigDocument document = await views.Configuration(call.Tenant);
        var asked = new PolicyExplainParams { Tool = "", AgentId = wanted.AgentId, SessionKey = wanted.SessionKey };
        if (!ToolQuestion.Read(call.Method, document, asked).TryGet(out ToolQuestion? question, out GatewayError? bad))
        {
            return bad;
        }

        ToolOverview overview = await call.Grain<IToolPolicyGrain>(GrainKey.ForAgent(call.Tenant, question.AgentId)).ExplainAll(question.Use);
        return new PolicyToolsResult
        {
            AgentId = question.AgentId,
            SessionKey = overview.Use.SessionKey!,
            Sandboxed = overview.IsSandboxed,
            Provider = overview.Use.Provider,
            Model = overview.Use.Model,
            Runner = overview.HasRunner,
            Tools =
            [
                .. overview.Tools.Select(static tool => new PolicyTool
                {
                    Tool = tool.Permission.Tool,
                    Allowed = tool.Permission.Allowed,
                    RefusedBy = tool.Permission.RefusedBy,
                    Reason = tool.Reason,
                    Offered = tool.Permission.Allowed && tool.Missing is null,
                    Missing = tool.Missing,
                }),
            ],
        };
    }

    private async ValueTask<GatewayResult<PolicyAdmissionResult>> Admission(MethodCall call, PolicyAdmissionParams wanted)
    {
        ConfigDocument document = await views.Configuration(call.Tenant);
        if (!ChannelPlace.Find(document, wanted.Channel, wanted.AccountId).TryGet(out ChannelPlace? place, out GatewayError? unknown))
        {
            return unknown;
        }

        (string channel, string account) = place;
        AdmissionReport report = await call.Grain<IAccessPolicyGrain>(GrainKey.ForAccount(call.Tenant, channel, account)).Explain(new AdmissionQuestion
        {
            SenderId = wanted.SenderId,
            SenderUsername = wanted.SenderUsername,
            SenderName = wanted.SenderName,
            GroupId = wanted.GroupId,
            SpaceId = wanted.GroupSpace,
            ThreadId = wanted.ThreadId,
            GroupKind = ToolQuestion.KindOfGroups(channel),
            MentionsBot = wanted.Mentioned ?? false,
            Text = wanted.Text ?? "",
        });
        return new PolicyAdmissionResult
        {
            Outcome = report.Verdict.Outcome.ToString().ToLowerInvariant(),
            Reason = report.Verdict.Reason,
            CommandsAllowed = report.Verdict.CommandsAllowed,
            Channel = channel,
            AccountId = account,
            AgentId = report.Verdict.AgentId,
            SessionKey = report.Verdict.SessionKey,
            Lines = [.. report.Lines.Select(Line)],
        };
    }

    private static Protocol.Methods.Policy.PolicyLine Line(GrainInterfaces.Policy.PolicyLine line) => new()
    {
        Rule = line.Rule,
        Says = line.Says,
        Reason = line.Reason,
        Key = line.Key,
        Entry = line.Entry,
        Change = line.Change is not { } change ? null : new() { Do = change.Do, Key = change.Key, Value = change.Value },
    };
}
