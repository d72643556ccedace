using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.Grains.Tenants;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Exec.Approvals;
using Moltbot.Policy.Exec.Documents;
using Moltbot.Policy.Exec.Plans;

namespace Moltbot.Grains.Approvals;

/// <summary>Keeps the document; decides by <c>policy/Exec</c>. A change is on record before it counts.</summary>
internal sealed class ExecPolicyGrain(
    [PersistentState("exec-policy", TenantGrain.Store)] IPersistentState<ExecPolicyState> row,
    ITenantConfigurations configurations,
    TimeProvider time) : TenantGrain(time), IExecPolicyGrain
{
    /// <summary>Approvals that are known to have been added. Arbitrary: more than wait at a time.</summary>
    private const int MaxAdded = 256;

    private ExecDocument? _document;

    private ExecDocument Document => _document ??= ExecDocumentJson.Stored(row.State.Document);

    public Task<ExecDocumentView> Show() => Task.FromResult(View());

    public async Task<ExecDocumentResult> Write(string json, string? baseHash)
    {
        if (Refusal(baseHash) is { } refusal)
        {
            return new ExecDocumentResult { Error = refusal, View = View() };
        }

        if (ExecDocumentJson.Parse(json)?.Normalize() is not { } wanted)
        {
            return new ExecDocumentResult { Error = "exec approvals file is required", View = View() };
        }

        if (wanted.Problem() is { } problem)
        {
            return new ExecDocumentResult { Error = problem, View = View() };
        }

        // Nobody is shown the socket's secret, so nobody can send it back.
        ExecSocket? known = Document.Socket;
        wanted = wanted with { Socket = known is null ? wanted.Socket : new ExecSocket(wanted.Socket?.Path ?? known.Path, wanted.Socket?.Token ?? known.Token) };
        string text = ExecDocumentJson.Write(wanted, forEyes: false);
        await Peer<IAuditGrain>().Append([Auditing.Entry(Now, Principal, "exec.approvals.set", Path, ("hash", ExecDocument.HashOf(text)))]);
        await Keep(row.State with { Document = text });
        return new ExecDocumentResult { View = View() };
    }

    public async Task<ExecVerdict> Decide(ExecCall call, ExecPreferences preferences)
    {
        ConfigDocument configuration = (await configurations.Get(Tenant)).Document;
        ExecPlan plan = ExecPlans.Of(call);
        ExecToolSettings settings = ExecToolSettings.Of(configuration, call.AgentId)
            .On(preferences.SessionHost, preferences.SessionSecurity, preferences.SessionAsk);
        string hash = plan.Hash();
        ExecDecision decision = Decide(isRemembered: false);
        if (decision.Outcome != ExecOutcome.Run && await IsRemembered(call, hash))
        {
            decision = Decide(isRemembered: true);
        }

        return new ExecVerdict
        {
            Outcome = decision.Outcome switch
            {
                ExecOutcome.Run => ExecVerdictOutcome.Run,
                ExecOutcome.Ask => ExecVerdictOutcome.Ask,
                _ => ExecVerdictOutcome.Refuse,
            },
            Reason = decision.Reason,
            Hash = hash,
            Text = plan.Text,
            Security = ExecWords.Of(decision.Security),
            Ask = ExecWords.Of(decision.Ask),
            RunsUnanswered = decision.RunsUnanswered,
            OffersSession = decision.Offer.Session,
            Remember = decision.Remember,
            Plain = ApprovalDecisions.Of(decision.Offer.Plain),
            Programs = ProgramText.Of(plan),
            Steps = decision.Outcome == ExecOutcome.Refuse ? [] : ExecPlans.Steps(plan),
        };

        ExecDecision Decide(bool isRemembered) => ExecPolicy.Decide(
            plan, settings, new ExecWish(ExecWords.Security(preferences.Security), ExecWords.Ask(preferences.Ask)), Document, isRemembered);
    }

    public async Task Remember(string approvalId, string agentId, IReadOnlyList<string> paths, string command)
    {
        if (row.State.Added.Contains(approvalId, StringComparer.Ordinal))
        {
            return;
        }

        ExecDocument wanted = Document.Allow(agentId, paths, command, Now);
        if (ReferenceEquals(Document, ExecDocument.Unreadable) || !ExecDocument.IsAgent(agentId) || wanted.Problem() is not null)
        {
            // It would put a document that allows in place of one that may deny, allow it to other agents too, or be one that no editor can store.
            await Peer<IAuditGrain>().Append([Auditing.Entry("exec.approvals.not-added:" + approvalId, Now, "grain", "exec.approvals.not-added", agentId, ("approval", approvalId))]);
            return;
        }

        await Peer<IAuditGrain>().Append(
            [Auditing.Entry("exec.approvals.add:" + approvalId, Now, "grain", "exec.approvals.add", agentId, ("approval", approvalId), ("paths", string.Join('\n', paths)))]);
        await Keep(row.State with
        {
            Document = ExecDocumentJson.Write(wanted, forEyes: false),
            Added = [.. row.State.Added.TakeLast(MaxAdded - 1), approvalId],
        });
    }

    /// <summary>Whether it was allowed for the conversation. Asked about only where that could change what was decided.</summary>
    private async Task<bool> IsRemembered(ExecCall call, string hash) =>
        call.SessionKey.Length > 0 && await Peer<IExecAllowancesGrain>(GrainKey.ForSession(Tenant, call.SessionKey)).Has(call.SessionId, hash);

    private string Path => $"tenant:{Tenant}/exec-approvals.json";

    private string? Refusal(string? baseHash)
    {
        if (row.State.Document is not { } stored)
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(baseHash))
        {
            return "exec approvals base hash required; re-run exec.approvals.get and retry";
        }

        return baseHash.Trim() == ExecDocument.HashOf(stored) ? null : "exec approvals changed since last load; re-run exec.approvals.get and retry";
    }

    /// <summary>What could not be stored does not count, and the activation ends.</summary>
    private async Task Keep(ExecPolicyState state)
    {
        ExecPolicyState before = row.State;
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

        _document = null;
    }

    private ExecDocumentView View() => new()
    {
        Path = Path,
        Exists = row.State.Document is not null,
        Hash = ExecDocument.HashOf(row.State.Document),
        Json = ExecDocumentJson.Write(Document, forEyes: true),
    };
}
