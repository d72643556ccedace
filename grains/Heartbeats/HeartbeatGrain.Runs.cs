using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Heartbeats;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Grains.Agents;
using Moltbot.Grains.Agents.Prompts;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Grains.Approvals;
using Moltbot.Grains.Policy;
using Moltbot.Grains.Sessions;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Delivery;
using Moltbot.Policy.Exec.Approvals;
using Moltbot.Policy.Heartbeats;
using Moltbot.Policy.Models;
using Moltbot.Policy.Replies;
using Moltbot.Policy.Workspaces;

namespace Moltbot.Grains.Heartbeats;

internal sealed partial class HeartbeatGrain
{
    /// <summary>How long one that is due waits for its session to be done with others. Arbitrary: longer than most answers take.</summary>
    internal static readonly TimeSpan Hold = TimeSpan.FromMinutes(10);

    /// <summary>After that long a run without an outcome is given up, as one of a job.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    private const string Failed = "failed";

    private const string Busy = "requests-in-flight";

    private const string Disabled = "disabled";

    /// <summary>Characters of an alert that clients are told.</summary>
    private const int MaxPreview = 200;

    /// <summary>Goes on with what runs, and begins what is due; whether something is due that must wait.</summary>
    private async Task<bool> Look()
    {
        if (State.Running is not null)
        {
            await Proceed();
        }

        if (State.Running is not null || State.Every is not { } every)
        {
            return false;
        }

        long due = State.NextDue;
        if (State.Woken is null && due > Now)
        {
            // Further off than ever: the clock was ahead when it was reckoned.
            await Change(state => state.NextDue - Now > every ? state with { NextDue = Now + every } : state);
            return false;
        }

        if (State.Woken is not null && due > Now && State.Last is { } last && Now - last.At < HeartbeatPlan.Least.TotalMilliseconds)
        {
            // Who asks again and again is answered no more often than the configuration could say.
            return true;
        }

        ConfigDocument document = await Document();
        if (HeartbeatPlan.Of(document, State.AgentId) is not { } plan || !await Peer<ITenantGrain>().IsOpen())
        {
            await Skip(Disabled);
            return false;
        }

        if (plan.Hours?.Include(Time.GetUtcNow(), document.Agents.Defaults.UserZone(Time.LocalTimeZone), Time.LocalTimeZone) == false)
        {
            await Skip("quiet-hours");
            return false;
        }

        string key = KeyOf(plan, document);
        SessionStanding? standing = await Session(key).Status();
        if (standing is { IsBusy: true })
        {
            if (State.HeldSince is { } since && Now - since >= Hold.TotalMilliseconds)
            {
                await Skip(Busy);
                return false;
            }

            await Change(state => state.HeldSince is null ? state with { HeldSince = Now } : state);
            return true;
        }

        // Who woke it, and a line that waits, is to be heard all the same.
        if (State.Woken is null && standing is not { Lines: > 0 } && await AsksForNothing(key, document))
        {
            await Skip("empty-heartbeat-file");
            return false;
        }

        // By the time that was due: another interval may have come in between.
        string runId = State.Woken is { } wake ? HeartbeatRunIds.Woken(State.AgentId, wake) : HeartbeatRunIds.Of(State.AgentId, due);
        (TurnRequest? request, string? missing) = await RequestOf(plan, document, runId, Now);
        if (request is null)
        {
            await Skip(missing!);
            return false;
        }

        await Change(state => Onward(state) with { Running = new HeartbeatRunning(runId, key, Now, IsAccepted: false, request.ReplyTo) });
        await HandOver(request);
        return false;
    }

    /// <summary>Begins what was not begun, looks what came of what was; may be repeated.</summary>
    private async Task Proceed()
    {
        HeartbeatRunning running = State.Running!;
        RunStatus? run = await Peer<ISessionIndexGrain>().FindRun(running.RunId);
        if (run is null && !running.IsAccepted)
        {
            // The process ended before its session had it.
            ConfigDocument document = await Document();
            (TurnRequest? request, string? missing) = HeartbeatPlan.Of(document, State.AgentId) is { } plan && await Peer<ITenantGrain>().IsOpen()
                ? await RequestOf(plan, document, running.RunId, running.StartedAt)
                : (null, Disabled);
            await (request is null ? End(Report(HeartbeatAnswer.Skipped, missing)) : HandOver(request));
        }
        else if (run is null)
        {
            await End(Report(Failed, "what came of it is not known: its session was deleted"));
        }
        else if (run.State is not (RunState.Queued or RunState.Running))
        {
            await End(ReportOf(running, run, await Document()));
        }
        else if (Now - running.StartedAt > Patience.TotalMilliseconds)
        {
            await Session(running.SessionKey).Abort(running.RunId, "rpc");
            await End(Report(Failed, $"no outcome within {Patience.TotalHours:0} hours"));
        }
        else if (!running.IsAccepted)
        {
            // Its session has it, and that was not written down.
            await Change(state => state with { Running = running with { IsAccepted = true } });
        }
    }

    private async Task HandOver(TurnRequest request)
    {
        if (State.Running is not { } running)
        {
            return;
        }

        TurnReceipt receipt = await Session(request.SessionKey).Enqueue(request);
        if (receipt.Disposition == TurnDisposition.Refused)
        {
            if (receipt.RetryAfterMs == 0 || Now - running.StartedAt >= Hold.TotalMilliseconds)
            {
                await End(Report(HeartbeatAnswer.Skipped, receipt.RetryAfterMs == 0 ? receipt.Refusal : Busy));
            }

            return;
        }

        await Change(state => state with { Running = running with { SessionKey = request.SessionKey, IsAccepted = true, Target = request.ReplyTo } });
    }

    /// <summary>Whether HEARTBEAT.md is there and asks for nothing. Where there is none, or nobody can tell, a model is asked.</summary>
    private async Task<bool> AsksForNothing(string key, ConfigDocument document)
    {
        var use = new ToolUse { SessionKey = key };
        var context = new ToolContext
        {
            Tenant = Tenant, AgentId = State.AgentId, SessionKey = key, SessionId = "", RunId = HeartbeatRunIds.Prefix + State.AgentId, Principal = Principal, Use = use,
        };
        ToolOffer offer = await Peer<IToolPolicyGrain>(GrainKey.ForAgent(Tenant, State.AgentId)).Offer(use, []);
        WorkspaceFiles workspace = await workspaces.Read(context, offer.Place, [ContextFiles.Heartbeat], document.Agents.Defaults.BootstrapMaxChars, CancellationToken.None);
        return HeartbeatReply.IsEffectivelyEmpty(workspace.TextOf(ContextFiles.Heartbeat));
    }

    /// <summary>
    /// What is asked, or why nothing is. The run is nobody's: it gives no commands, and no sender stands behind it for whom tools or jobs
    /// would be there. What strangers left in the session is read as it was left (A15).
    /// </summary>
    private async Task<(TurnRequest? Request, string? Missing)> RequestOf(HeartbeatPlan plan, ConfigDocument document, string runId, long at)
    {
        string key = KeyOf(plan, document);
        SessionEntry? entry = await Session(key).Entry();
        ReplyTarget? target = TargetOf(plan, document, entry?.LastRoute);
        if (target is null && plan.Target != HeartbeatPlan.NoTarget && !HeartbeatRunIds.IsWoken(runId))
        {
            // Who asked for one reads it in the session.
            return (null, "no-target");
        }

        if (target is not null && HeartbeatVisibility.Of(document.Section("channels"), target.Channel, target.Account) is { ShowOk: false, ShowAlerts: false, UseIndicator: false })
        {
            return (null, "alerts-disabled");
        }

        ModelReference? chosen = plan.Model is { } wanted ? ModelChoices.Parse(document, plan.AgentId, wanted) : null;
        if (plan.Model is not null && (chosen is null || !ModelChoices.IsAllowed(document, plan.AgentId, chosen)))
        {
            return (null, $"model not allowed: {plan.Model}");
        }

        ModelReference? asked = chosen ?? (entry?.Settings.ModelOverride is { } model
            ? new ModelReference(entry.Settings.ProviderOverride ?? ModelSelector.Primary(document, plan.AgentId).Provider, model)
            : null);
        if (models.Select(Tenant, document, plan.AgentId, asked).Missing is not null)
        {
            return (null, "no-model");
        }

        return (new TurnRequest
        {
            RunId = runId,
            SessionKey = key,
            SessionKeyAsSent = key,
            Message = plan.Prompt,
            Origin = TurnOrigin.Heartbeat,
            ReplyTo = target,
            ReceivedAt = at,
            CommandsAllowed = false,
            Principal = HeartbeatRunIds.Prefix + plan.AgentId,
            Bounds = chosen is null ? null : new TurnBounds { Provider = chosen.Provider, Model = chosen.Model },
        }, null);
    }

    /// <summary>Where the answer goes; null for nowhere. Whether it may is the session's to say.</summary>
    private static ReplyTarget? TargetOf(HeartbeatPlan plan, ConfigDocument document, ReplyTarget? last)
    {
        if (plan.Target == HeartbeatPlan.NoTarget)
        {
            return null;
        }

        var wanted = SessionDelivery.Resolve(
            last is null ? null : new DeliveryContext(last.Channel, last.ChatId, last.Account, last.ThreadId), new SessionDeliveryRequest(plan.Target, plan.To));
        ReplyTarget? chat = wanted is not { Channel: { } channel, To: { } to } ? null
            : wanted.IsExplicit ? Chats.Named(document, new ApprovalTarget(channel, to, wanted.AccountId))
            : last;
        chat = chat is not null && last is not null && ChatRoutes.IsSameChat(chat, last) ? last : chat;
        return chat is null ? null : chat with { ReplyToMessageId = null, InteractionId = null };
    }

    /// <summary>What was due has been seen to. Of several times that were missed one counts.</summary>
    private HeartbeatState Onward(HeartbeatState state) => state with
    {
        Woken = null,
        HeldSince = null,
        NextDue = state.NextDue > Now ? state.NextDue : state.NextDue + (state.Every!.Value * (((Now - state.NextDue) / state.Every.Value) + 1)),
    };

    private Task Skip(string reason)
    {
        HeartbeatReport report = Report(HeartbeatAnswer.Skipped, reason);
        return Told(report, state => Onward(state) with { Last = report });
    }

    private Task End(HeartbeatReport report) => Told(report, state => state with { Running = null, Last = report });

    private async Task Told(HeartbeatReport report, Func<HeartbeatState, HeartbeatState> change)
    {
        await Change(change);
        await Publish(report);
    }

    private HeartbeatReport Report(string status, string? reason) => new() { At = Now, Status = status, Reason = reason };

    private HeartbeatReport ReportOf(HeartbeatRunning running, RunStatus run, ConfigDocument document)
    {
        HeartbeatOutcome? outcome = run.Heartbeat;
        (string status, string? reason) = run.State switch
        {
            RunState.Ok => (outcome?.Status ?? HeartbeatAnswer.OkEmpty, outcome?.Reason),
            RunState.Aborted => (HeartbeatAnswer.Skipped, "aborted"),
            _ => (Failed, run.Error ?? Failed),
        };
        bool isTold = outcome is { IsTold: true };
        ReplyTarget? target = running.Target;
        return Report(status, reason) with
        {
            Channel = target?.Channel,
            Account = target?.Account,
            To = isTold ? target?.ChatId : null,
            Preview = run.Texts.Count > 0 ? Preview.Of(string.Join('\n', run.Texts), MaxPreview) : null,
            DurationMs = Math.Max(Now - running.StartedAt, 0),
            IsSilent = !isTold && status is HeartbeatAnswer.OkToken or HeartbeatAnswer.OkEmpty,
            IsIndicated = HeartbeatVisibility.Of(document.Section("channels"), target?.Channel ?? ChannelIds.WebChat, target?.Account).UseIndicator,
        };
    }
}
