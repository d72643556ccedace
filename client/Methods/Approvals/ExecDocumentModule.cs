using System.Text;
using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Methods.Nodes;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods.Approvals;

namespace Moltbot.Gateway.Methods.Approvals;

/// <summary>The documents that say what runs unasked (protocol §5.6): the tenant's own, and those that nodes keep for themselves.</summary>
internal sealed class ExecDocumentModule(NodeInvoking nodes) : IMethodModule
{
    private const int NodeTimeoutMs = 30_000;

    public void Register(MethodTableBuilder methods) => methods
        .Serve(ApprovalsMethods.Get, Get)
        .Serve(ApprovalsMethods.Set, Set)
        .Serve(ApprovalsMethods.NodeGet, (call, wanted) => OnNode(call, wanted.NodeId, "system.execApprovals.get", RawJson.EmptyObject))
        .Serve(ApprovalsMethods.NodeSet, (call, wanted) => OnNode(call, wanted.NodeId, "system.execApprovals.set", RawJson.From(
            new ExecApprovalsSetParams { File = wanted.File, BaseHash = wanted.BaseHash }, ApprovalsJson.Default.ExecApprovalsSetParams)));

    private static async ValueTask<GatewayResult<ExecApprovalsSnapshot>> Get(MethodCall call) => Snapshot(await call.Grain<IExecPolicyGrain>().Show());

    private static async ValueTask<GatewayResult<ExecApprovalsSnapshot>> Set(MethodCall call, ExecApprovalsSetParams wanted)
    {
        ExecDocumentResult written = await call.Grain<IExecPolicyGrain>().Write(Encoding.UTF8.GetString(wanted.File.Utf8.Span), wanted.BaseHash);
        return written.Error is { } error ? GatewayError.Invalid(error) : Snapshot(written.View);
    }

    private async ValueTask<GatewayResult<RawJson>> OnNode(MethodCall call, string nodeId, string command, RawJson parameters)
    {
        string id = nodeId.Trim();
        if (id.Length == 0)
        {
            return GatewayError.Invalid("nodeId required");
        }

        NodeInvokeOutcome outcome = await nodes.Invoke(call, id, command, parameters.ToString(), NodeTimeoutMs, Guid.NewGuid().ToString());
        return outcome.Ok ? NodeInvoking.Payload(outcome) : NodeFailures.ErrorOf(command, outcome);
    }

    private static ExecApprovalsSnapshot Snapshot(ExecDocumentView view) =>
        new() { Path = view.Path, Exists = view.Exists, Hash = view.Hash, File = RawJson.Parse(view.Json) };
}
