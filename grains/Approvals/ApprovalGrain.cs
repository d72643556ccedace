using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Grains.Tenants;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Exec.Approvals;
using Moltbot.Policy.Exec.Commands;
using Moltbot.Policy.Exec.Text;

namespace Moltbot.Grains.Approvals;

/// <summary>
/// One request. Each change is on record, then stored by one write over the row's version, then has its effects; what a crash cuts off
/// is made up for, and the one end a request has is the one that was stored. Telling runs beside the calls: the chat that answers may
/// be waiting for this grain while it is written to.
/// </summary>
internal sealed partial class ApprovalGrain(
    [PersistentState("approval", TenantGrain.Store)] IPersistentState<ApprovalState> row,
    ITenantConfigurations configurations,
    TimeProvider time,
    IHostApplicationLifetime process,
    ILogger<ApprovalGrain> logger) : TenantGrain(time), IApprovalGrain, IDisposable
{
    /// <summary>One change at a time, whether a call makes it or the telling.</summary>
    private readonly SemaphoreSlim _changing = new(1, 1);

    private ApprovalState State => row.State;

    private string Id => State.View!.Id;

    public void Dispose() => _changing.Dispose();

    protected override Task Start(CancellationToken cancellationToken)
    {
        StartTelling();
        return Task.CompletedTask;
    }

    public async Task<ApprovalOpening> Ask(string id, ApprovalAsk ask)
    {
        ExecVerdict verdict = await Peer<IExecPolicyGrain>().Decide(ask.Call, ask.Preferences);
        if (verdict.Outcome != ExecVerdictOutcome.Ask)
        {
            return new ApprovalOpening { Refusal = verdict.Reason ?? "no approval is needed" };
        }

        ConfigDocument document = (await configurations.Get(Tenant)).Document;
        var view = new ApprovalView
        {
            Id = id,
            Command = verdict.Text,
            Cwd = ask.Call.Cwd,
            Host = ask.Call.NodeId is { } node ? $"{ask.Call.Host} {node}" : ask.Call.Host,
            Security = verdict.Security,
            Ask = verdict.Ask,
            AgentId = ask.Call.AgentId,
            ResolvedPath = string.Join(", ", verdict.Programs),
            SessionKey = ask.Call.SessionKey,
            CreatedAt = Now,
            ExpiresAt = ApprovalLife.ExpiresAt(Now, document.Approvals.Timeout),
            AskedBy = ask.Call.AskedBy,
            Hash = verdict.Hash,
            Quorum = document.Approvals.Quorum,
            RunsUnanswered = verdict.RunsUnanswered,
        };
        return await Begin(new ApprovalState
        {
            View = view,
            AgentId = ask.Call.AgentId,
            SessionKey = ask.Call.SessionKey,
            SessionId = ask.Call.SessionId,
            OffersSession = verdict.OffersSession,
            OffersAlways = verdict.Remember.Count > 0,
            Plain = verdict.Plain,
            Preferences = ask.Preferences,
            Remember = verdict.Remember,
            RunsUnanswered = verdict.RunsUnanswered,
        });
    }

    public async Task<ApprovalOpening> Open(string id, ApprovalRequest request)
    {
        if (request.TimeoutMs < 1)
        {
            return new ApprovalOpening { Refusal = "timeoutMs must be at least 1" };
        }

        ConfigDocument document = (await configurations.Get(Tenant)).Document;
        var view = new ApprovalView
        {
            Id = id,
            Command = request.Command,
            Cwd = request.Cwd,
            Host = request.Host,
            Security = request.Security,
            Ask = request.Ask,
            AgentId = request.AgentId,
            ResolvedPath = request.ResolvedPath,
            SessionKey = request.SessionKey,
            CreatedAt = Now,
            ExpiresAt = ApprovalLife.ExpiresAt(Now, request.TimeoutMs is { } wait ? ApprovalLife.Of(wait) : ApprovalLife.OfClients),
            AskedBy = Principal,
            Quorum = document.Approvals.Quorum,
        };
        return await Begin(new ApprovalState
        {
            View = view,
            Request = request,
            AgentId = request.AgentId,
            SessionKey = request.SessionKey,
            OffersAlways = IsRememberable(request.Command),
        });
    }

    public async Task<ApprovalView?> Show()
    {
        await Judge();
        return State.View;
    }

    private async Task<ApprovalOpening> Begin(ApprovalState wanted)
    {
        ApprovalView view = wanted.View!;
        if (!ApprovalId.IsValid(view.Id) || GrainKey.ForBucket(Tenant, view.Id) != Key)
        {
            return new ApprovalOpening { Refusal = "invalid approval id" };
        }

        if (Shown(view, OfferOf(wanted)) is not { } shown)
        {
            return new ApprovalOpening { Refusal = "too long to be shown to an approver in full" };
        }

        await _changing.WaitAsync();
        try
        {
            if (State.View is { } known)
            {
                bool isSame = known.Hash is not null && known.Hash == shown.Hash;
                return isSame ? new ApprovalOpening { Approval = known } : new ApprovalOpening
                {
                    Refusal = known.Status == ApprovalStatus.Open && !ApprovalLife.IsOver(known.ExpiresAt, Now) ? "approval id already pending" : "approval id already used",
                };
            }

            // A client may name any session: it takes none of that session's places.
            string? session = wanted.Request is null ? wanted.SessionKey : null;
            if (await Peer<IApprovalQueueGrain>().Add(shown.Id, shown.ExpiresAt, shown.AskedBy, session) is { } refusal)
            {
                return new ApprovalOpening { Refusal = refusal };
            }

            await Record(shown.AskedBy, "exec.approval.request", shown.Id, ("command", shown.Command), ("hash", shown.Hash), ("session", shown.SessionKey));
            await Keep(wanted with { View = shown });
        }
        finally
        {
            _changing.Release();
        }

        TellSoon();
        return new ApprovalOpening { Approval = shown };
    }

    /// <summary>The request with nothing hidden in it; null when not all of it can be shown (E9).</summary>
    private static ApprovalView? Shown(ApprovalView view, ApprovalOffer offer) => TextOf(view, offer).Shown() is not { } shown ? null : view with
    {
        Command = shown.Command,
        Cwd = shown.Cwd,
        Host = shown.Host,
        Security = shown.Security,
        Ask = shown.Ask,
        AgentId = shown.AgentId,
        ResolvedPath = shown.Programs,
        SessionKey = shown.SessionKey,
    };

    private static ApprovalOffer OfferOf(ApprovalState state) =>
        new(state.OffersSession, state.OffersAlways, ApprovalDecisions.Parse(state.Plain ?? "") ?? ApprovalDecision.AllowOnce);

    private static ApprovalRequestText TextOf(ApprovalView view, ApprovalOffer offer) => new(view.Id, view.Command, view.ExpiresAt)
    {
        Offer = offer,
        Cwd = view.Cwd,
        Host = view.Host,
        Security = view.Security,
        Ask = view.Ask,
        AgentId = view.AgentId,
        Programs = view.ResolvedPath,
        AskedBy = HostileText.Visible(view.AskedBy),
        SessionKey = view.SessionKey,
        Hash = view.Hash,
        Quorum = view.Quorum,
    };

    /// <summary>Whether a client may be told "always": not for what may be another program next time (E5).</summary>
    private static bool IsRememberable(string command)
    {
        ExecAnalysis analysis = CommandLine.Read(command);
        return analysis.Ok && ClientPrograms.AreRememberable(analysis);
    }

    /// <summary>Ends what nobody answered in time, whoever looks at it first.</summary>
    private async Task Judge()
    {
        if (State.View is { Status: ApprovalStatus.Open } view && ApprovalLife.IsOver(view.ExpiresAt, Now))
        {
            await _changing.WaitAsync();
            try
            {
                await Expire();
            }
            finally
            {
                _changing.Release();
            }
        }
    }

    /// <summary>The same for whoever holds the right to change.</summary>
    private async Task Expire()
    {
        if (State.View is { Status: ApprovalStatus.Open } view && ApprovalLife.IsOver(view.ExpiresAt, Now))
        {
            await End(view, ApprovalStatus.Expired, view.ExpiresAt, "grain", "exec.approval.expire");
        }
    }

    private async Task End(ApprovalView view, ApprovalStatus status, long at, string actor, string action)
    {
        await Record(actor, action, view.Id, ("hash", view.Hash));
        await Keep(State with { View = view with { Status = status, EndedAt = at } });
        TellSoon();
    }

    private Task Record(string actor, string action, string id, params ReadOnlySpan<(string Key, string? Value)> details) =>
        Peer<IAuditGrain>().Append([Auditing.Entry(Now, actor, action, id, details)]);

    /// <summary>What could not be stored does not count, and the activation ends.</summary>
    private async Task Keep(ApprovalState state)
    {
        ApprovalState before = row.State;
        row.State = state;
        try
        {
            await Save(row);
        }
        catch
        {
            row.State = before;
            throw;
        }

        if (State.View is { Status: not ApprovalStatus.Open })
        {
            _ended.TrySetResult();
        }
    }
}
