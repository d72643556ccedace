using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Events;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Methods.Approvals;
using Moltbot.Protocol.Methods.Status;

namespace Moltbot.Gateway.Methods.Approvals;

/// <summary>Requests for approvals and their answers (protocol §5.6). Whoever asks is answered when the request has ended.</summary>
internal sealed class ApprovalsModule(ITenantViews views, ApprovalScreens screens, TimeProvider time) : IMethodModule
{
    // The gateway's clock may be ahead of the silo's, whose word counts.
    private static readonly TimeSpan ShortestLook = TimeSpan.FromMilliseconds(100);

    public void Register(MethodTableBuilder methods) => methods
        .Serve(ApprovalsMethods.Request, Request)
        .Serve(ApprovalsMethods.Resolve, Resolve);

    private async ValueTask<GatewayResult<ExecApprovalRequestResult>> Request(MethodCall call, ExecApprovalRequestParams asked)
    {
        string id = asked.Id?.Trim() is { Length: > 0 } given ? given : Guid.NewGuid().ToString();
        IApprovalGrain approval = Grain(call, id);
        using IDisposable asking = screens.Asking(call.Tenant, id, call.Caller.ConnectionId);
        using IEventWait<ExecApprovalResolvedEvent> ended = views.Expect<ExecApprovalResolvedEvent>(call.Tenant, told => told.Id == id);
        ApprovalOpening opening = await approval.Open(id, new ApprovalRequest
        {
            Command = asked.Command,
            Cwd = asked.Cwd,
            Host = asked.Host,
            Security = asked.Security,
            Ask = asked.Ask,
            AgentId = asked.AgentId,
            ResolvedPath = asked.ResolvedPath,
            SessionKey = asked.SessionKey,
            TimeoutMs = asked.TimeoutMs,
        });
        if (opening.Approval is not { } view)
        {
            return GatewayError.Invalid(opening.Refusal ?? "refused");
        }

        while (view.Status == ApprovalStatus.Open)
        {
            var left = TimeSpan.FromMilliseconds(view.ExpiresAt - time.GetUtcNow().ToUnixTimeMilliseconds());
            await ended.Within(left > ShortestLook ? left : ShortestLook, call.Aborted);
            view = await approval.Show() ?? throw new InvalidOperationException("a request does not vanish");
        }

        return new ExecApprovalRequestResult { Id = id, Decision = view.Decision, CreatedAtMs = view.CreatedAt, ExpiresAtMs = view.ExpiresAt };
    }

    private async ValueTask<GatewayResult<OkResult>> Resolve(MethodCall call, ExecApprovalResolveParams answer)
    {
        string id = answer.Id.Trim();
        if (id.Length == 0)
        {
            return GatewayError.Invalid("unknown approval id");
        }

        IApprovalGrain approval = Grain(call, id);
        (ApprovalReceipt receipt, _) = await views.AfterEvent<ExecApprovalResolvedEvent, (ApprovalReceipt Receipt, bool HasEnded)>(
            call.Tenant, told => told.Id == id, () => Answer(approval, answer.Decision, call), static told => told.HasEnded);
        return receipt switch
        {
            ApprovalReceipt.Recorded => new OkResult { Ok = true },
            ApprovalReceipt.Invalid => GatewayError.Invalid("invalid decision"),
            _ => GatewayError.Invalid("unknown approval id"),
        };
    }

    /// <summary>Where several have to allow it, an answer need not be its end.</summary>
    private static async Task<(ApprovalReceipt Receipt, bool HasEnded)> Answer(IApprovalGrain approval, string decision, MethodCall call)
    {
        ApprovalReceipt receipt = await approval.Answer(decision, call.Caller.Client.DisplayName ?? call.Caller.Client.ClientId);
        return (receipt, receipt == ApprovalReceipt.Recorded && await approval.Show() is not { Status: ApprovalStatus.Open });
    }

    private static IApprovalGrain Grain(MethodCall call, string id) => call.Grain<IApprovalGrain>(GrainKey.ForBucket(call.Tenant, id));
}
