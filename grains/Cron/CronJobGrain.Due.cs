using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Cron;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Grains.Sessions;
using Moltbot.Policy.Cron;

namespace Moltbot.Grains.Cron;

internal sealed partial class CronJobGrain
{
    /// <summary>After that long a run without an outcome is given up (runtime.md §10), unless its job lets it take longer.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    /// <summary>Characters kept of what came of a run: the row holds them.</summary>
    private const int MaxSummary = 500;

    public Task<CronStart> Run(bool isForced) => Run(isForced, Principal);

    private async Task<CronStart> Run(bool isForced, string actor)
    {
        if (State.SpecJson is null)
        {
            return CronStart.Unknown;
        }

        if (State.Running is not null)
        {
            await Proceed();
            if (State.SpecJson is null)
            {
                return CronStart.Unknown;
            }

            if (State.Running is not null)
            {
                return CronStart.Running;
            }
        }

        CronJobSpec spec = await Spec();
        bool isDue = State.NextDue <= Now;
        if (!isForced && !isDue)
        {
            return CronStart.NotDue;
        }

        await Begin(spec, actor, isDue ? CronRunIds.Of(State.Id, State.NextDue!.Value) : CronRunIds.Asked(State.Id, Now));
        Arm(isWaiting: false);
        return CronStart.Begun;
    }

    public async Task Ended(RunStatus outcome)
    {
        if (State.Running?.RunId == outcome.RunId)
        {
            await LookSafely();
        }
    }

    /// <summary>Goes on with what runs, and begins what is due; whether something is due that must wait.</summary>
    private async Task<bool> Look()
    {
        if (State.SpecJson is null)
        {
            await Vanish();
            return false;
        }

        if (State.Running is not null)
        {
            await Proceed();
        }

        if (State.SpecJson is null || State.Running is not null || State.NextDue is not { } due)
        {
            return false;
        }

        CronJobSpec spec = await Spec();
        if (due > Now)
        {
            await Reckon(spec, due);
            return false;
        }

        if ((await Document()).Section("cron").Bool("enabled") == false || !await Peer<ITenantGrain>().IsOpen())
        {
            return true;
        }

        if ((spec.Schedule.IsOnce ? due : LatestDue(spec, due)) is not { } counts)
        {
            await Skip(spec, due);
            return false;
        }

        if (await MostAtATime(spec) is { } most && !await Peer<ICronIndexGrain>().Enter(State.Id, most))
        {
            return true;
        }

        await Begin(spec, "grain", CronRunIds.Of(State.Id, counts));
        return false;
    }

    public async Task Enter()
    {
        await LookSafely();
        if (State.Running is null)
        {
            await Peer<ICronIndexGrain>().Leave(State.Id);
        }
    }

    /// <summary><c>cron.maxConcurrentRuns</c>; null where nothing is counted, also for a line, which takes no time.</summary>
    private async ValueTask<int?> MostAtATime(CronJobSpec spec) =>
        spec is { IsIsolated: false, WakesNow: false } || (await Document()).Section("cron").Int("maxConcurrentRuns") is not { } most ? null : Math.Max(most, 1);

    private async Task Skip(CronJobSpec spec, long due)
    {
        long? next = NextAfter(spec, State.CreatedAt);
        var skipped = new CronRun { RunId = CronRunIds.Of(State.Id, due), EndedAt = Now, Status = "skipped", Error = "missed: nothing ran at that time", NextDue = next };
        await Keep(State with { NextDue = next, Runs = [.. State.Runs.TakeLast(MaxRuns - 1), skipped] });
        await Publish(new CronJobEvent { JobId = State.Id, Action = "finished", Status = skipped.Status, Error = skipped.Error, NextDue = next });
    }

    /// <summary>On record first, then in the row, then it happens.</summary>
    private async Task Begin(CronJobSpec spec, string actor, string runId)
    {
        await Peer<IAuditGrain>().Append(
            [Auditing.Entry("cron.run:" + runId, Now, actor, "cron.run", State.Id, ("name", spec.Name), ("run", runId), ("createdBy", State.CreatedBy), ("session", State.Maker?.SessionKey))]);
        await Keep(State with { Running = new CronRunning(runId, Now, IsAccepted: false, State.NextDue) });
        await Publish(new CronJobEvent { JobId = State.Id, Action = "started", RunAt = Now });
        await Proceed();
    }

    private async Task End(CronJobSpec spec, CronOutcome outcome)
    {
        CronRunning running = State.Running!;

        // What is due once has had its run, whatever came of it: it is not repeated behind anybody's back. A time that it was given
        // meanwhile is another one. A job without its maker has no time at all.
        bool isOver = outcome.IsLast || (spec.Schedule.IsOnce && State.NextDue == running.NextDue);
        long? next = isOver || !spec.IsEnabled ? null : spec.Schedule.IsOnce ? State.NextDue : NextAfter(spec, State.CreatedAt);
        var ended = new CronRun
        {
            RunId = running.RunId,
            EndedAt = Now,
            Status = outcome.Error is null ? "ok" : "error",
            Error = outcome.Error is { } error ? Preview.Of(error, MaxSummary) : null,
            Summary = outcome.Text is { } text ? Preview.Of(text, MaxSummary) : null,
            StartedAt = running.StartedAt,
            NextDue = next,
        };
        if (spec.IsIsolated)
        {
            await TellHome(spec, running, outcome);
        }

        bool isDeleted = isOver && spec.IsDeletedAfterRun && outcome.Error is null;
        string id = State.Id;
        await Keep(isDeleted ? new CronJobState { Id = id } : State with
        {
            SpecJson = isOver ? Disabled(State.SpecJson!) : State.SpecJson,
            Revision = isOver ? State.Revision + 1 : State.Revision,
            Running = null,
            NextDue = next,
            Runs = [.. State.Runs.TakeLast(MaxRuns - 1), ended],
        });
        if (await MostAtATime(spec) is not null)
        {
            await Peer<ICronIndexGrain>().Leave(id);
        }

        await Publish(new CronJobEvent
        {
            JobId = id,
            Action = "finished",
            RunAt = running.StartedAt,
            DurationMs = ended.EndedAt - running.StartedAt,
            Status = ended.Status,
            Error = ended.Error,
            Summary = ended.Summary,
            NextDue = next,
        });
        if (isDeleted)
        {
            await Gone(id);
        }
    }

    private static string Disabled(string specJson)
    {
        var job = (JsonObject)JsonNode.Parse(specJson)!;
        job["enabled"] = false;
        return job.ToJsonString(Readable);
    }

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What came of a run.</summary>
    /// <param name="Text">What was said.</param>
    /// <param name="Error">Why it failed; null when it did not.</param>
    /// <param name="IsLast">Whether the job does not run any more, whatever its schedule says.</param>
    private sealed record CronOutcome(string? Text, string? Error, bool IsLast = false);
}
