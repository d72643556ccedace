using System.Text.Json;
using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Cron;
using Moltbot.GrainInterfaces.Events;
using Moltbot.Grains.Tenants;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Cron;
using Orleans.Runtime;

namespace Moltbot.Grains.Cron;

/// <summary>
/// A job. What it is about to run is on record and in its row before anything happens, and the run's id is made of the due time: what a
/// crash cuts off is begun again and has one effect. Calls, ticks and reminders take turns.
/// </summary>
internal sealed partial class CronJobGrain(
    [PersistentState("cron-job", TenantGrain.Store)] IPersistentState<CronJobState> row,
    ITenantConfigurations configurations,
    TimeProvider time,
    ILogger<CronJobGrain> logger) : TenantGrain(time), ICronJobGrain, IRemindable
{
    /// <summary>Runs that are remembered. Arbitrary: the row holds them.</summary>
    internal const int MaxRuns = 100;

    /// <summary>Longest job as JSON, UTF-16 units: the longest texts fit, however they have to be escaped.</summary>
    private const int MaxSpec = 120_000;

    private CronJobState State => row.State;

    protected override Task Start(CancellationToken cancellationToken)
    {
        Arm(isWaiting: false);
        return Task.CompletedTask;
    }

    public Task<CronChange> Add(string id, string specJson, ReplyTarget? target) => Create(id, specJson, target, maker: null, Principal);

    private async Task<CronChange> Create(string id, string specJson, ReplyTarget? target, CronMaker? maker, string actor)
    {
        if (!PlainIds.Are(id) || GrainKey.ForBucket(Tenant, id) != Key)
        {
            return new CronChange { Refusal = "invalid cron job id" };
        }

        if (State.SpecJson is not null)
        {
            return new CronChange { Refusal = "cron job id already used" };
        }

        if (!Read(specJson, await Zone(), out CronJobSpec? spec, out string? refusal))
        {
            return new CronChange { Refusal = refusal };
        }

        // A row with an id and no job is one that was begun or is being removed: should this be cut off, its reminder clears it away.
        await Keep(new CronJobState { Id = id });
        if (await Peer<ICronIndexGrain>().Add(id) is { } full)
        {
            await Vanish();
            return new CronChange { Refusal = full };
        }

        await Record(actor, "cron.add", id, spec.Name, spec, maker);
        await Keep(new CronJobState
        {
            Id = id,
            SpecJson = specJson,
            Target = target,
            Maker = maker,
            CreatedBy = actor,
            CreatedAt = Now,
            UpdatedAt = Now,
            NextDue = FirstDue(spec, Now),
        });
        return await Changed("added");
    }

    public async Task<CronChange> Update(string specJson, ReplyTarget? target, long revision)
    {
        if (State.SpecJson is null)
        {
            return new CronChange { Refusal = "unknown cron job" };
        }

        if (State.Revision != revision)
        {
            return new CronChange { IsOutdated = true };
        }

        if (!Read(specJson, await Zone(), out CronJobSpec? spec, out string? refusal))
        {
            return new CronChange { Refusal = refusal };
        }

        return await Replace(specJson, spec, target, State.Maker, Principal, by: null);
    }

    /// <summary>What was read is what the job says from now on.</summary>
    private async Task<CronChange> Replace(string specJson, CronJobSpec spec, ReplyTarget? target, CronMaker? maker, string actor, CronMaker? by)
    {
        await Record(actor, "cron.update", State.Id, spec.Name, spec, by);
        await Keep(State with
        {
            SpecJson = specJson,
            Target = target,
            Maker = maker,
            UpdatedAt = Now,
            Revision = State.Revision + 1,
            NextDue = IsSameTime(specJson) ? State.NextDue : FirstDue(spec, State.CreatedAt),
        });
        return await Changed("updated");
    }

    public Task<bool> Remove() => Remove(Principal, by: null);

    private async Task<bool> Remove(string actor, CronMaker? by)
    {
        if (State.SpecJson is null)
        {
            return false;
        }

        // By its name: also what cannot be read any more, such as a time zone that the host no longer has, can be removed.
        using JsonDocument json = JsonDocument.Parse(State.SpecJson);
        await Record(actor, "cron.remove", State.Id, json.RootElement.GetProperty("name").GetString()!, by: by);
        await Delete();
        return true;
    }

    public Task<CronJobView?> Show() => Task.FromResult(View());

    public Task<IReadOnlyList<CronRun>> Runs(int limit) => Task.FromResult<IReadOnlyList<CronRun>>([.. State.Runs.TakeLast(Math.Max(limit, 0))]);

    private CronJobView? View() => State.SpecJson is null ? null : new CronJobView
    {
        Id = State.Id,
        SpecJson = State.SpecJson,
        CreatedAt = State.CreatedAt,
        UpdatedAt = State.UpdatedAt,
        NextDue = State.NextDue,
        RunningSince = State.Running?.StartedAt,
        LastRun = State.Runs.Count > 0 ? State.Runs[^1] : null,
        Target = State.Target,
        Revision = State.Revision,
        Maker = State.Maker,
    };

    private async Task<CronChange> Changed(string action)
    {
        Arm(isWaiting: false);
        await Publish(new CronJobEvent { JobId = State.Id, Action = action, NextDue = State.NextDue });
        return new CronChange { Job = View() };
    }

    /// <summary>Whether a change leaves the schedule, and whether it counts, as they are: then the due time stays too.</summary>
    private bool IsSameTime(string specJson)
    {
        using JsonDocument before = JsonDocument.Parse(State.SpecJson!), after = JsonDocument.Parse(specJson);
        return Same("schedule") && Same("enabled");

        bool Same(string name) =>
            before.RootElement.TryGetProperty(name, out JsonElement old) && after.RootElement.TryGetProperty(name, out JsonElement changed)
            && JsonElement.DeepEquals(old, changed);
    }

    private bool Read(string specJson, TimeZoneInfo zone, out CronJobSpec spec, out string? refusal)
    {
        spec = null!;
        if (specJson.Length > MaxSpec)
        {
            refusal = $"the job is too long ({specJson.Length} > {MaxSpec} characters)";
            return false;
        }

        using JsonDocument json = JsonDocument.Parse(specJson);
        (CronJobSpec? read, refusal) = CronJobSpec.Read(json.RootElement, zone);
        refusal ??= read!.Schedule.RefusalOf(Now);
        spec = read!;
        return refusal is null;
    }

    /// <summary>The job as stored; what was taken in once is taken in again.</summary>
    private async ValueTask<CronJobSpec> Spec()
    {
        using JsonDocument json = JsonDocument.Parse(State.SpecJson!);
        (CronJobSpec? spec, string? problem) = CronJobSpec.Read(json.RootElement, await Zone());
        return spec ?? throw new InvalidOperationException(problem);
    }

    private async ValueTask<ConfigDocument> Document() => (await configurations.Get(Tenant)).Document;

    private async ValueTask<TimeZoneInfo> Zone() =>
        (await Document()).Agents.Defaults.UserZone(Time.LocalTimeZone);

    /// <summary>Who changed what. Without the record nothing is changed.</summary>
    private Task Record(string actor, string action, string id, string name, CronJobSpec? spec = null, CronMaker? by = null) => Peer<IAuditGrain>().Append(
        [Auditing.Entry(Now, actor, action, id, ("name", name), ("schedule", spec?.Schedule.Kind), ("agent", spec?.AgentId), ("tool", by is null ? null : "cron"), ("session", by?.SessionKey))]);

    /// <summary>Tells the tenant's clients. What cannot be told does not stop what it tells of.</summary>
    private async Task Publish(CronJobEvent told)
    {
        try
        {
            await Peer<ITenantEventsGrain>().Publish(told);
        }
        catch (Exception e)
        {
            LogNotPublished(told.Action, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "That a cron job was {Action} could not be told to clients")]
    private partial void LogNotPublished(string action, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A cron job could not be looked after; it is tried again")]
    private partial void LogNotLookedAt(Exception error);
}
