using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Exec.Commands;
using Moltbot.Policy.Exec.Documents;
using Moltbot.Policy.Exec.Programs;
using Moltbot.Policy.Sessions;
using Moltbot.Protocol.Runners;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>
/// What becomes of an agent's command, by the one decision about runs (E14): over what its words mean on the machine that would run it, found
/// out when it is decided and once more when what a person allowed begins.
/// </summary>
internal sealed class ExecDecider(IGrainFactory grains, RunnerFacts facts)
{
    private const string NoCommand = "exec takes a command";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Decides.</summary>
    /// <param name="context">For whom.</param>
    /// <param name="call">What the model wrote.</param>
    /// <param name="place">Where it would run.</param>
    /// <param name="cancellationToken">Ends the asking of the runner.</param>
    public async Task<ToolVerdict> Decide(ToolContext context, ToolCall call, ToolPlace place, CancellationToken cancellationToken)
    {
        if (CallOf(context, call, place) is not { } wanted)
        {
            return ToolVerdict.Refuse(NoCommand);
        }

        // Where nothing is asked a sandbox runs a command as it is written, and where nothing may run no fact changes that: no runner is asked.
        (ExecVerdict verdict, ExecPreferences preferences) = await Judge(context, wanted);
        if (verdict.Outcome != ExecVerdictOutcome.Refuse || verdict.Security == "deny" || !CommandLine.Read(wanted.Command!).Ok)
        {
            return VerdictOf(verdict, preferences, wanted, place);
        }

        (ExecCall? found, string? problem) = await facts.Find(context, call, place, wanted, TimeSpan.Zero, cancellationToken);
        if (found is null)
        {
            return ToolVerdict.Refuse(problem!);
        }

        (verdict, preferences) = await Judge(context, found);
        return VerdictOf(verdict, preferences, found, place);
    }

    /// <summary>Decides about a text that a running program, a shell perhaps, would read: it may where a command of that text would run as it is written.</summary>
    public async Task<ToolVerdict> DecideInput(ToolContext context, string text, ToolPlace place)
    {
        (ExecVerdict verdict, _) = await Judge(context, Wanted(context, text, place));
        return verdict is { Outcome: ExecVerdictOutcome.Run, Steps.Count: 0 }
            ? new ToolVerdict(ToolDecision.Run) { Place = place }
            : ToolVerdict.Refuse(verdict.Reason ?? "what a program reads may be a command, and nobody can say what exactly would run");
    }

    /// <summary>Opens a request; null when it waits, else why nobody is asked.</summary>
    public async Task<string?> Open(ToolContext context, ToolVerdict verdict, string approvalId)
    {
        ApprovalOpening opening = await Approval(context, approvalId).Ask(approvalId, new ApprovalAsk { Call = verdict.Asks!, Preferences = verdict.Preferences ?? context.Exec });
        return opening.Approval is null ? opening.Refusal ?? "nobody could be asked" : null;
    }

    /// <summary>Whether there is such a request.</summary>
    public async Task<bool> Knows(ToolContext context, string approvalId) => await Approval(context, approvalId).Show() is not null;

    /// <summary>Waits for the end of a request; null when it may run, else why not.</summary>
    public async Task<string?> Wait(ToolContext context, string approvalId, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                ApprovalView? view = await Approval(context, approvalId).WhenEnded().WaitAsync(cancellationToken);
                if (view?.Status != ApprovalStatus.Open)
                {
                    return view switch
                    {
                        { Status: ApprovalStatus.Allowed } or { Status: ApprovalStatus.Expired, RunsUnanswered: true } => null,
                        { Status: ApprovalStatus.Expired } => "a person was asked and nobody answered in time",
                        { Status: ApprovalStatus.Denied } => "a person was asked and denied it",
                        _ => "the request for an approval was withdrawn",
                    };
                }
            }
            catch (TimeoutException)
            {
                // The engine gave the question up, not the request.
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Its silo may be gone, the request is not: it is found again where it is stored.
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    /// <summary>Takes the permission that a request ended with, for the run as it would begin at this moment.</summary>
    /// <param name="context">For whom.</param>
    /// <param name="call">What the model wrote.</param>
    /// <param name="place">Where it runs.</param>
    /// <param name="approvalId">The request.</param>
    /// <param name="cancellationToken">Ends the asking of the runner.</param>
    public async Task<ToolVerdict> Redeem(ToolContext context, ToolCall call, ToolPlace place, string approvalId, CancellationToken cancellationToken)
    {
        IApprovalGrain approval = Approval(context, approvalId);
        if (CallOf(context, call, place) is not { } wanted)
        {
            return ToolVerdict.Refuse(NoCommand);
        }

        ApprovalView? view = await approval.Show();
        if (view is { IsSpent: false })
        {
            (ExecCall? found, string? problem) = await facts.Find(context, call, place, wanted, RunnerFacts.Patience, cancellationToken);
            if (found is null)
            {
                return ToolVerdict.Refuse(problem!);
            }

            if ((await Bound(context, found)).Refused is { } refused)
            {
                return ToolVerdict.Refuse(refused.Reason ?? "exec denied");
            }

            if (await approval.Redeem(found) is { } grant)
            {
                return Running(place, grant.Steps, found) with { ApprovalId = approvalId };
            }

            view = await approval.Show();
        }

        return view switch
        {
            { IsSpent: true } => new ToolVerdict(ToolDecision.Unknown, "it was approved, and the process that was to run it ended"),
            _ => ToolVerdict.Refuse("what would run is not what a person approved, or may not run any more"),
        };
    }

    /// <summary>What was asked is not wanted any more.</summary>
    public Task Withdraw(ToolContext context, string approvalId) => Approval(context, approvalId).Withdraw();

    /// <summary>
    /// Decides under the rules of the turn and of those behind it: what one of them refuses is refused, and where one has a person asked, a
    /// person is asked.
    /// </summary>
    private async Task<(ExecVerdict Verdict, ExecPreferences Preferences)> Judge(ToolContext context, ExecCall run)
    {
        (ExecPreferences preferences, ExecVerdict? refused) = await Bound(context, run);
        return (refused ?? await Policy(context).Decide(run, preferences), preferences);
    }

    /// <summary>What the rules of the turns behind this one leave of its own, or which of them refuses the run.</summary>
    private async Task<(ExecPreferences Preferences, ExecVerdict? Refused)> Bound(ToolContext context, ExecCall run)
    {
        ExecPreferences preferences = context.Exec;
        foreach (TurnBound bound in context.Bounds)
        {
            string key = bound.Use.SessionKey!;
            ExecVerdict theirs = await Policy(context).Decide(
                run with { AgentId = SessionKeys.AgentIdOf(key), SessionKey = key, SessionId = bound.SessionId }, bound.Exec);
            if (theirs.Outcome == ExecVerdictOutcome.Refuse)
            {
                return (preferences, theirs);
            }

            preferences = Narrowed(preferences, theirs);
        }

        return (preferences, null);
    }

    /// <summary>A wish can only narrow; a word that is not set or not known leaves the other.</summary>
    private static ExecPreferences Narrowed(ExecPreferences preferences, ExecVerdict theirs)
    {
        ExecSecurity security = ExecWords.Security(theirs.Security) ?? ExecSecurity.Deny;
        ExecAsk ask = theirs.Outcome == ExecVerdictOutcome.Ask ? ExecAsk.Always : ExecWords.Ask(theirs.Ask) ?? ExecAsk.Always;
        return preferences with
        {
            Security = ExecWords.Of(ExecWords.Security(preferences.Security) is { } set ? ExecWords.Min(set, security) : security),
            Ask = ExecWords.Of(ExecWords.Ask(preferences.Ask) is { } asked ? ExecWords.Max(asked, ask) : ask),
        };
    }

    private static ToolVerdict VerdictOf(ExecVerdict verdict, ExecPreferences preferences, ExecCall run, ToolPlace place) => verdict.Outcome switch
    {
        ExecVerdictOutcome.Run => Running(place, verdict.Steps, run),
        ExecVerdictOutcome.Ask => new ToolVerdict(ToolDecision.Ask) { Place = place, Asks = run, Preferences = preferences },
        _ => ToolVerdict.Refuse(verdict.Reason ?? "exec denied"),
    };

    /// <summary>Without steps a command runs as it is written, which the runner does inside of a sandbox only.</summary>
    private static ToolVerdict Running(ToolPlace place, IReadOnlyList<ExecStep> steps, ExecCall run) => new(ToolDecision.Run)
    {
        Place = place,
        Exec = steps.Count == 0 ? null : new ExecRun(steps, FilesOf(run), run.Cwd),
    };

    private static IReadOnlyList<ToolExecFile> FilesOf(ExecCall run) =>
    [
        .. run.Programs.Select(static fact => new ToolExecFile
        {
            Word = EffectiveProgram.PathOf(new ResolvedProgram(fact.Path, fact.RealPath)), Path = fact.RealPath, ContentHash = fact.ContentHash,
        }),
        .. run.Scripts.Where(static fact => fact.Word is not null).Select(static fact => new ToolExecFile { Word = fact.Word!, Path = fact.RealPath, ContentHash = fact.ContentHash }),
    ];

    /// <summary>The run as far as it is known without its runner; null where there is none.</summary>
    private static ExecCall? CallOf(ToolContext context, ToolCall call, ToolPlace place) =>
        call.Text("command") is { } command ? Wanted(context, command, place) : null;

    private static ExecCall Wanted(ToolContext context, string command, ToolPlace place) => new()
    {
        Command = command,
        Cwd = "/",
        Host = place.IsSandboxed ? "sandbox" : RunnerTool.Gateway,
        IsSandboxed = place.IsSandboxed,
        AgentId = context.AgentId,
        SessionKey = context.SessionKey,
        SessionId = context.SessionId,
        AskedBy = context.Principal,
    };

    private IExecPolicyGrain Policy(ToolContext context) => grains.GetGrain<IExecPolicyGrain>(context.Tenant);

    private IApprovalGrain Approval(ToolContext context, string approvalId) =>
        grains.GetGrain<IApprovalGrain>(GrainKey.ForBucket(context.Tenant, approvalId).ToString());
}
