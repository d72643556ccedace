using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Methods.Chat;
using Moltbot.Gateway.Methods.Outbound;
using Moltbot.Gateway.Methods.Sessions;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Sessions;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Methods.Agents;

namespace Moltbot.Gateway.Methods.Agents;

/// <summary>Method <c>agent</c>: two answers with one id, <c>accepted</c> at once and the result when the run has ended.</summary>
internal sealed class AgentRunning(ITenantViews views, RunOutcome outcomes, SendTargets targets, TimeProvider time)
{
    public async ValueTask<GatewayResult<AgentFinished>> Run(MethodCall call, AgentParams wanted)
    {
        ConfigDocument document = await views.Configuration(call.Tenant);
        if (!RunIds.Read(call.Method, wanted.IdempotencyKey).TryGet(out string? runId, out GatewayError? bad)
            || !(await AgentTarget.Find(call, document, targets, wanted)).TryGet(out AgentTarget? target, out bad)
            || !Read(document, target, runId, wanted).TryGet(out TurnRequest? request, out bad))
        {
            return bad;
        }

        call.Begins(runId);
        using IEventWait<RunCompletedEvent> wait = outcomes.Listen(call.Tenant, runId);
        TurnReceipt receipt = await SessionAddress.Grain(call, target.SessionKey).Enqueue(request with
        {
            Principal = call.Caller.Claim.Principal,
        });
        if (receipt.Disposition == TurnDisposition.Refused)
        {
            return TurnRefusal.Of(receipt);
        }

        if (receipt is { Disposition: TurnDisposition.Completed, Run: { } known })
        {
            return AgentResults.Of(known);
        }

        call.RespondFirst(
            new AgentAccepted { RunId = runId, Status = "accepted", AcceptedAt = receipt.AcceptedAt }, AgentsJson.Default.AgentAccepted);
        RunStatus? run = await outcomes.Of(
            wait, call.Grain<ISessionIndexGrain>(), runId, Timeout.InfiniteTimeSpan, call.Aborted);
        return AgentResults.Of(run!);
    }

    private GatewayResult<TurnRequest> Read(ConfigDocument document, AgentTarget target, string runId, AgentParams wanted)
    {
        if (!ChatImages.Read(wanted.Attachments).TryGet(out IReadOnlyList<TurnAttachment>? images, out GatewayError? bad))
        {
            return bad;
        }

        if (string.IsNullOrWhiteSpace(wanted.Message) && images.Count == 0)
        {
            return GatewayError.InvalidParams("agent", "message required");
        }

        string? thinking = null;
        if (!string.IsNullOrWhiteSpace(wanted.Thinking) && !SettingWords.Thinking(wanted.Thinking).TryGet(out thinking, out bad))
        {
            return bad;
        }

        string? spawnedBy = null;
        if (!string.IsNullOrWhiteSpace(wanted.SpawnedBy))
        {
            if (!SessionKeys.IsSubagent(target.SessionKey))
            {
                return GatewayError.Invalid("spawnedBy is only supported for subagent:* sessions");
            }

            if (!SessionAddress.Read(document, wanted.SpawnedBy).TryGet(out spawnedBy, out bad))
            {
                return bad;
            }
        }

        return new TurnRequest
        {
            RunId = runId,
            SessionKey = target.SessionKey,
            SessionKeyAsSent = target.SessionKeyAsSent,
            Message = wanted.Message,
            Origin = TurnOrigin.Agent,
            Attachments = images,
            Thinking = thinking,
            TimeoutMs = wanted.Timeout is { } seconds and > 0 ? Math.Min(seconds, TimeSpan.SecondsPerDay) * 1000 : null,
            ReplyTo = target.ReplyTo,
            ExtraSystemPrompt = string.IsNullOrWhiteSpace(wanted.ExtraSystemPrompt) ? null : wanted.ExtraSystemPrompt,
            Label = SessionLabel.Parse(wanted.Label).Label,
            SpawnedBy = spawnedBy,
            ReceivedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
            AsAdministrator = true,
            Principal = "",
        };
    }
}
