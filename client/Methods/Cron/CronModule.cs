using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Cron;
using Moltbot.GrainInterfaces.Events;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Cron;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods.Cron;
using Moltbot.Protocol.Schemas.Wire;

namespace Moltbot.Gateway.Methods.Cron;

/// <summary>Scheduled jobs (protocol §5.8).</summary>
internal sealed class CronModule(ITenantViews views, CronWishes wishes) : IMethodModule
{
    /// <summary>Where jobs are kept: there is no file.</summary>
    private const string Store = "database";

    private const int DefaultRuns = 200;

    /// <summary>How often a change is made anew when another one came in between.</summary>
    private const int MaxTries = 5;

    public void Register(MethodTableBuilder methods) => methods
        .Serve(CronMethods.List, List)
        .Serve(CronMethods.Status, Status)
        .Serve(CronMethods.Add, Add)
        .Serve(CronMethods.Update, Update)
        .Serve(CronMethods.Remove, Remove)
        .Serve(CronMethods.Run, Run)
        .Serve(CronMethods.Runs, Runs);

    private static async ValueTask<GatewayResult<CronListResult>> List(MethodCall call, CronListParams wanted) => new CronListResult
    {
        Jobs = [.. (await All(call))
            .Where(job => wanted.IncludeDisabled == true || CronJobText.IsEnabled(job))
            .OrderBy(static job => job.NextDue ?? long.MaxValue)
            .Select(CronJobText.Of)],
    };

    private async ValueTask<GatewayResult<CronStatusResult>> Status(MethodCall call)
    {
        ConfigDocument document = await views.Configuration(call.Tenant);
        IReadOnlyList<CronJobView> jobs = await All(call);
        return new CronStatusResult
        {
            Enabled = document.Section("cron").Bool("enabled") != false,
            StorePath = Store,
            Jobs = jobs.Count,
            NextWakeAtMs = jobs.Min(static job => job.NextDue),
        };
    }

    private async ValueTask<GatewayResult<RawJson>> Add(MethodCall call, RawJson sent)
    {
        using JsonDocument json = JsonDocument.Parse(sent.Utf8);
        JsonObject? wanted = CronInput.Create(json.RootElement);
        if (CronMethods.Check(call.Method, CronShapes.CronAddParams, Element(wanted)) is { } bad
            || !(await wishes.Read(call, wanted!, isTargetNew: true)).TryGet(out CronWish? wish, out bad))
        {
            return bad;
        }

        string id = Guid.NewGuid().ToString();
        CronChange change = await Told(call, id, "added", () => Job(call, id).Add(id, wish.SpecJson, wish.Target), static made => made.Job is not null);
        return change.Job is { } job ? CronJobText.Of(job) : GatewayError.Invalid(change.Refusal ?? "refused");
    }

    private async ValueTask<GatewayResult<RawJson>> Update(MethodCall call, RawJson sent)
    {
        using JsonDocument json = JsonDocument.Parse(sent.Utf8);
        if (json.RootElement.ValueKind != JsonValueKind.Object)
        {
            return CronMethods.Check(call.Method, CronShapes.CronUpdateParams, json.RootElement)!;
        }

        var wanted = new JsonObject();
        foreach (JsonProperty member in json.RootElement.EnumerateObject())
        {
            wanted[member.Name] = member.NameEquals("patch") && CronInput.Patch(member.Value) is { } made ? made : JsonNode.Parse(member.Value.GetRawText());
        }

        if (CronMethods.Check(call.Method, CronShapes.CronUpdateParams, Element(wanted)) is { } bad)
        {
            return bad;
        }

        string id = (string)(wanted["id"] ?? wanted["jobId"])!;
        var patch = (JsonObject)wanted["patch"]!;
        for (int i = 0; i < MaxTries; i++)
        {
            if (!PlainIds.Are(id) || await Job(call, id).Show() is not { } before)
            {
                return Unknown(id);
            }

            JsonObject after = CronPatch.Apply(Element(JsonNode.Parse(before.SpecJson)), patch);
            if (!(await wishes.Read(call, after, isTargetNew: patch.ContainsKey("payload"))).TryGet(out CronWish? wish, out bad))
            {
                return bad;
            }

            CronChange change = await Told(
                call, id, "updated", () => Job(call, id).Update(wish.SpecJson, patch.ContainsKey("payload") ? wish.Target : before.Target, before.Revision),
                static made => made.Job is not null);
            if (!change.IsOutdated)
            {
                return change.Job is { } job ? CronJobText.Of(job) : GatewayError.Invalid(change.Refusal ?? "refused");
            }
        }

        return GatewayError.Unavailable("the job is being changed by somebody else") with { Retryable = true };
    }

    private async ValueTask<GatewayResult<CronRemoveResult>> Remove(MethodCall call, CronJobParams wanted)
    {
        bool removed = PlainIds.Are(wanted.Job) && await Told(call, wanted.Job, "removed", () => Job(call, wanted.Job).Remove(), static was => was);
        return new CronRemoveResult { Ok = true, Removed = removed };
    }

    private async ValueTask<GatewayResult<CronRunResult>> Run(MethodCall call, CronJobParams wanted)
    {
        if (!PlainIds.Are(wanted.Job) || await Job(call, wanted.Job).Show() is not { } job)
        {
            return Unknown(wanted.Job);
        }

        CronStart start = await Told(
            call, job.Id, CronJobText.IsLine(job) ? "finished" : "started", () => Job(call, job.Id).Run(wanted.Mode == "force"), static begun => begun == CronStart.Begun);
        return start switch
        {
            CronStart.Begun => new CronRunResult { Ok = true, Ran = true },
            CronStart.NotDue => new CronRunResult { Ok = true, Ran = false, Reason = "not-due" },
            CronStart.Running => new CronRunResult { Ok = true, Ran = false, Reason = "already-running" },
            _ => Unknown(wanted.Job),
        };
    }

    private static async ValueTask<GatewayResult<CronRunsResult>> Runs(MethodCall call, CronJobParams wanted)
    {
        IReadOnlyList<CronRun> runs = PlainIds.Are(wanted.Job) ? await Job(call, wanted.Job).Runs((int)(wanted.Limit ?? DefaultRuns)) : [];
        return new CronRunsResult
        {
            Entries = [.. runs.Select(run => new CronRunLine
            {
                Ts = run.EndedAt,
                JobId = wanted.Job,
                Action = "finished",
                Status = run.Status,
                Error = run.Error,
                Summary = run.Summary,
                RunAtMs = run.StartedAt,
                DurationMs = run.EndedAt - run.StartedAt,
                NextRunAtMs = run.NextDue,
            })],
        };
    }

    private static async Task<IReadOnlyList<CronJobView>> All(MethodCall call)
    {
        IReadOnlyList<string> ids = await call.Grain<ICronIndexGrain>().List();
        CronJobView?[] jobs = await Task.WhenAll(ids.Select(id => Job(call, id).Show()));
        return [.. jobs.OfType<CronJobView>()];
    }

    /// <summary>The event of a change is seen before its answer.</summary>
    private Task<T> Told<T>(MethodCall call, string id, string action, Func<Task<T>> act, Func<T, bool> causes) =>
        views.AfterEvent<CronJobEvent, T>(call.Tenant, told => told.JobId == id && told.Action == action, act, causes);

    private static ICronJobGrain Job(MethodCall call, string id) => call.Grain<ICronJobGrain>(GrainKey.ForBucket(call.Tenant, id));

    private static GatewayError Unknown(string id) => GatewayError.Unavailable($"Error: unknown cron job id: {id}");

    private static JsonElement Element(JsonNode? node)
    {
        using JsonDocument parsed = JsonDocument.Parse(Encoding.UTF8.GetBytes(node?.ToJsonString() ?? "null"));
        return parsed.RootElement.Clone();
    }
}
