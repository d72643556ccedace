using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Cron;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Cron;
using Moltbot.Policy.Sessions;

namespace Moltbot.Grains.Cron;

internal sealed partial class CronJobGrain
{
    private const string NoTarget = "there is no chat that the answer could go to: name one (channel, to), or write to the assistant from a chat first";

    /// <summary>Begins what was not begun, looks what came of what was; may be repeated.</summary>
    private async Task Proceed()
    {
        CronRunning running = State.Running!;
        CronJobSpec spec = await Spec();
        ConfigDocument document = await Document();
        if (!running.IsAccepted && !document.Agents.Ids.Contains(AgentOf(spec, document), StringComparer.Ordinal))
        {
            // What its own settings kept from it would be open to an agent that nobody describes any more.
            await End(spec, new CronOutcome(null, $"there is no agent \"{AgentOf(spec, document)}\" any more"));
            return;
        }

        if (!running.IsAccepted && await MakerProblem(document) is { } ended)
        {
            await End(spec, new CronOutcome(null, ended, IsLast: true));
            return;
        }

        if (!running.IsAccepted && spec is { IsIsolated: false, WakesNow: false })
        {
            string home = HomeOf(spec, document);
            await Session(home).Note(home, running.RunId, spec.Text, State.Maker?.Incarnation);
            await End(spec, new CronOutcome(spec.Text, null));
            return;
        }

        RunStatus? run = await Peer<ISessionIndexGrain>().FindRun(running.RunId);
        if (run is null && !running.IsAccepted)
        {
            run = await Ask(spec, running);
        }
        else if (run is not null && !running.IsAccepted)
        {
            // Its session has it, and what became of that was not written down.
            await Keep(State with { Running = running with { IsAccepted = true } });
        }

        if (run is { State: not (RunState.Queued or RunState.Running) })
        {
            await End(spec, OutcomeOf(run));
        }
        else if (State.Running is { IsAccepted: true } && run is null)
        {
            await End(spec, new CronOutcome(null, "what came of the run is not known: its session was deleted"));
        }
        else if (State.Running is not null && Now - running.StartedAt > PatienceFor(spec).TotalMilliseconds)
        {
            // What nobody waits for any more says nothing later either.
            await Session(KeyOf(spec, document)).Abort(running.RunId, "rpc");
            await End(spec, new CronOutcome(null, $"no outcome within {PatienceFor(spec).TotalHours:0.#} hours"));
        }
    }

    private static TimeSpan PatienceFor(CronJobSpec spec) => spec.Timeout > Patience ? spec.Timeout.Value : Patience;

    /// <summary>Hands the run to its session; how it stands there. What was refused is ended.</summary>
    private async Task<RunStatus?> Ask(CronJobSpec spec, CronRunning running)
    {
        ConfigDocument document = await Document();
        (ReplyTarget? target, string? missing) = await TargetOf(spec, document);
        if (missing is not null && !spec.IsBestEffort)
        {
            await End(spec, new CronOutcome(null, missing));
            return null;
        }

        (TurnBounds? bounds, string? refused) = await BoundsOf(spec, document);
        if (refused is not null)
        {
            await End(spec, new CronOutcome(null, refused));
            return null;
        }

        TurnRequest request = RequestOf(spec, running, document, target) with { Bounds = bounds };
        ISessionGrain session = Session(request.SessionKey);
        TurnReceipt receipt;
        try
        {
            if (spec.IsIsolated)
            {
                await Prepare(session, request.SessionKey, spec);
            }

            receipt = await session.Enqueue(request);
            if (receipt is { Disposition: TurnDisposition.Refused, RetryAfterMs: 0 } && target is not null && (spec.IsBestEffort || !spec.IsIsolated))
            {
                receipt = await session.Enqueue(request with { ReplyTo = null });
            }
        }
        catch (SessionRefusedException problem)
        {
            await End(spec, new CronOutcome(null, problem.Message));
            return null;
        }

        if (receipt.Disposition == TurnDisposition.Refused)
        {
            if (receipt.RetryAfterMs == 0)
            {
                await End(spec, new CronOutcome(null, receipt.Refusal));
            }

            return null;
        }

        await Keep(State with { Running = running with { IsAccepted = true } });
        return receipt.Run ?? new RunStatus { RunId = running.RunId, SessionKey = request.SessionKey, State = RunState.Queued };
    }

    /// <summary>Each run of a job is a conversation of its own, with the model that the job asks for.</summary>
    private static async Task Prepare(ISessionGrain session, string key, CronJobSpec spec)
    {
        SessionEntry? entry = await session.Entry();
        if (entry is { TranscriptHead: > 0 })
        {
            await session.Reset(key);
        }

        if (spec.Model is not null || entry?.Settings.ModelOverride is not null)
        {
            await session.Patch(new SessionPatch { SessionKey = key, Settings = new SessionSettings { ModelOverride = spec.Model }, Changed = ["model"] });
        }
    }

    /// <summary>
    /// The run is the job's: it gives no commands, and nobody stands behind it whose authority would grow. Its text is an operator's, who
    /// may say anything to the agent.
    /// </summary>
    private TurnRequest RequestOf(CronJobSpec spec, CronRunning running, ConfigDocument document, ReplyTarget? target)
    {
        string key = KeyOf(spec, document);
        return new TurnRequest
        {
            RunId = running.RunId,
            SessionKey = key,
            SessionKeyAsSent = key,
            Message = spec.IsIsolated ? $"[cron:{State.Id} {Preview.Of(spec.Name, CronJobSpec.MaxName)}] {spec.Text}" : $"System: {spec.Text}",
            Origin = TurnOrigin.Cron,
            Thinking = spec.Thinking,
            TimeoutMs = (long?)spec.Timeout?.TotalMilliseconds,
            ReplyTo = target,
            ReceivedAt = running.StartedAt,
            CommandsAllowed = false,
            Principal = $"cron:{State.Id}",
        };
    }

    /// <summary>Where the answer goes, or why it cannot; whether it may is the session's to say.</summary>
    private async ValueTask<(ReplyTarget? Target, string? Missing)> TargetOf(CronJobSpec spec, ConfigDocument document)
    {
        if (spec.IsIsolated && !spec.Delivers)
        {
            return (null, null);
        }

        if (State.Target is { } named)
        {
            return (named, null);
        }

        if (State.Maker is { } maker)
        {
            // The session's last chat may be another person's by now.
            return (maker.Chat, null);
        }

        ReplyTarget? last = (await Session(MainOf(spec, document)).Entry())?.LastRoute;
        return !spec.IsIsolated ? (last, null)
            : last is null || (spec.Channel is not null && spec.Channel != last.Channel) ? (null, NoTarget)
            : (last, null);
    }

    /// <summary>Leaves a line on what a run of its own brought.</summary>
    private async Task TellHome(CronJobSpec spec, CronRunning running, CronOutcome outcome)
    {
        if (spec.SummaryLength == 0 || (outcome.Error ?? outcome.Text) is not { } said || string.IsNullOrWhiteSpace(said))
        {
            return;
        }

        string home = HomeOf(spec, await Document());
        string line = $"{spec.SummaryPrefix}: {(outcome.Error is null ? "" : "failed: ")}{said}";
        await Session(home).Note(home, running.RunId, Preview.Of(line, Math.Max(spec.SummaryLength, Preview.TitleLength)), State.Maker?.Incarnation);
    }

    private static CronOutcome OutcomeOf(RunStatus run) => new(
        run.Texts.Count > 0 ? string.Join('\n', run.Texts) : null,
        run.State switch
        {
            RunState.Ok or RunState.Merged => null,
            RunState.Aborted => "aborted",
            RunState.TimedOut => run.Error ?? "ran out of time",
            RunState.Interrupted => run.Error ?? "was cut off",
            _ => run.Error ?? "failed",
        });

    private string KeyOf(CronJobSpec spec, ConfigDocument document) => spec.IsIsolated ? SessionOf(spec, document) : HomeOf(spec, document);

    private string SessionOf(CronJobSpec spec, ConfigDocument document) => $"agent:{AgentOf(spec, document)}:cron:{State.Id.ToLowerInvariant()}";

    /// <summary>The session that its lines go to: its maker's, for an operator's the agent's main one.</summary>
    private string HomeOf(CronJobSpec spec, ConfigDocument document) => State.Maker?.SessionKey ?? MainOf(spec, document);

    private static string MainOf(CronJobSpec spec, ConfigDocument document) =>
        document.Session.IsGlobal ? SessionKeys.Global : SessionKeys.Main(AgentOf(spec, document), document.Session.MainKey);

    private static string AgentOf(CronJobSpec spec, ConfigDocument document) =>
        spec.AgentId is { } agent ? IdNormalization.AgentId(agent) : IdNormalization.AgentId(document.Agents.DefaultAgentId);

    private ISessionGrain Session(string key) => Peer<ISessionGrain>(GrainKey.ForSession(Tenant, key));
}
