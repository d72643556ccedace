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
    /// <summary>
    /// How late a run of a repeated job may be. What is older when somebody looks was missed: it is noted and left out. Arbitrary:
    /// longer than a restart or the loss of a silo takes, short enough that "at nine" is not said at noon.
    /// </summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    /// <summary>After that long a run without an outcome is given up (runtime.md §10).</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    /// <summary>Characters kept of what came of a run: the row holds them.</summary>
    private const int MaxSummary = 500;

    public async Task<CronStart> Run(bool isForced)
    {
        if (State.SpecJson is null)
        {
            return CronStart.Unknown;
        }

        if (State.Running is not null)
        {
            await Proceed();
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

        await Begin(spec, Principal, isDue ? CronRunIds.Of(State.Id, State.NextDue!.Value) : CronRunIds.Asked(State.Id, Now));
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
            return false;
        }

        if (State.Running is not null)
        {
            await Proceed();
        }

        if (State.SpecJson is null || State.Running is not null || State.NextDue is not { } due || due > Now)
        {
            return false;
        }

        if ((await Document()).Section("cron").Bool("enabled") == false || !await Peer<ITenantGrain>().IsOpen())
        {
            return true;
        }

        CronJobSpec spec = await Spec();
        if (spec.Schedule.IsOnce)
        {
            await Begin(spec, "grain", CronRunIds.Of(State.Id, due));
        }
        else if (LatestDue(spec, due) is { } latest)
        {
            await Begin(spec, "grain", CronRunIds.Of(State.Id, latest));
        }
        else
        {
            await Skip(spec, due);
        }

        return false;
    }

    /// <summary>The last due time that is not too long ago: of several that were missed one counts.</summary>
    private long? LatestDue(CronJobSpec spec, long due)
    {
        long oldest = Now - (long)Grace.TotalMilliseconds;
        long? latest = null;
        for (long? each = due >= oldest ? due : spec.Schedule.After(oldest - 1, State.CreatedAt); each <= Now; each = spec.Schedule.After(each.Value, State.CreatedAt))
        {
            latest = each;
        }

        return latest;
    }

    private async Task Skip(CronJobSpec spec, long due)
    {
        long? next = spec.Schedule.After(Now, State.CreatedAt);
        var skipped = new CronRun { RunId = CronRunIds.Of(State.Id, due), EndedAt = Now, Status = "skipped", Error = "missed: nothing ran at that time", NextDue = next };
        await Keep(State with { NextDue = next, Runs = [.. State.Runs.TakeLast(MaxRuns - 1), skipped] });
        await Publish(new CronJobEvent { JobId = State.Id, Action = "finished", Status = skipped.Status, Error = skipped.Error, NextDue = next });
    }

    /// <summary>On record first, then in the row, then it happens.</summary>
    private async Task Begin(CronJobSpec spec, string actor, string runId)
    {
        await Peer<IAuditGrain>().Append(
            [Auditing.Entry("cron.run:" + runId, Now, actor, "cron.run", State.Id, ("name", spec.Name), ("run", runId), ("createdBy", State.CreatedBy))]);
        await Keep(State with { Running = new CronRunning(runId, Now, IsAccepted: false) });
        await Publish(new CronJobEvent { JobId = State.Id, Action = "started", RunAt = Now });
        await Proceed();
    }

    private async Task End(CronJobSpec spec, CronOutcome outcome)
    {
        CronRunning running = State.Running!;
        bool isOver = spec.Schedule.IsOnce;
        long? next = isOver || !spec.IsEnabled ? null : spec.Schedule.After(Now, State.CreatedAt);
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
            await TellMain(spec, running, outcome);
        }

        await Keep(State with
        {
            // What is due once has had its run, whatever came of it: it is not repeated behind anybody's back.
            SpecJson = isOver ? Disabled(State.SpecJson!) : State.SpecJson,
            Revision = isOver ? State.Revision + 1 : State.Revision,
            Running = null,
            NextDue = next,
            Runs = [.. State.Runs.TakeLast(MaxRuns - 1), ended],
        });
        await Publish(new CronJobEvent
        {
            JobId = State.Id,
            Action = "finished",
            RunAt = running.StartedAt,
            DurationMs = ended.EndedAt - running.StartedAt,
            Status = ended.Status,
            Error = ended.Error,
            Summary = ended.Summary,
            NextDue = next,
        });
        if (isOver && spec.IsDeletedAfterRun && outcome.Error is null)
        {
            await Delete();
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
    private sealed record CronOutcome(string? Text, string? Error);
}
