using System.Globalization;
using System.Text.Json.Nodes;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Cron;
using Moltbot.Grains.Tenants;
using Moltbot.Policy.Cron;
using Moltbot.Policy.Sessions;

namespace Moltbot.Grains.Agents.Tools.Cluster;

/// <summary>
/// <c>cron</c>: keeps jobs for the owner of an account in a direct chat, and for operators who may administer. A job is bound to the turn that
/// writes it (<see cref="CronMaker"/>); of which jobs there are for whom each job judges itself.
/// </summary>
internal sealed class CronTool(IGrainFactory grains, ITenantConfigurations configurations, TimeProvider time) : IClusterToolAnswer
{
    /// <summary>Jobs that a session may have. Arbitrary: a tenth of what its tenant may have.</summary>
    internal const int MaxOwn = 20;

    private const int DefaultRuns = 5;
    private const int MaxRuns = 10;
    private const int MaxId = 100;

    private static readonly string[] Actions = ["status", "list", "add", "update", "remove", "run", "runs", "wake"];

    public static ClusterTool Declared { get; } = ClusterTool.Of(
        "cron", """
        Keeps this session's jobs: reminders and work at a time or again and again. A job speaks in the chat that it was asked for in, and nowhere else.
        """, """
        {"type":"object","properties":{
        "action":{"type":"string","enum":["status","list","add","update","remove","run","runs","wake"]},
        "includeDisabled":{"type":"boolean","description":"For list: whether with jobs that do not run by themselves."},
        "job":{"type":"object","properties":{
        "name":{"type":"string","description":"A title; in an update only with the payload."},
        "description":{"type":"string"},
        "enabled":{"type":"boolean","description":"Whether it runs by itself; true when left out."},
        "deleteAfterRun":{"type":"boolean","description":"Whether a job that is due once is deleted when it went well."},
        "schedule":{"type":"object","properties":{
        "kind":{"type":"string","enum":["at","every","cron"]},
        "at":{"type":"string","description":"For at: the moment, ISO 8601 with its zone."},
        "atMs":{"type":"integer","description":"For at, in place of at: epoch milliseconds."},
        "everyMs":{"type":"integer","minimum":1000,"description":"For every: milliseconds from one time to the next."},
        "anchorMs":{"type":"integer","description":"For every: epoch milliseconds that the times are aligned to."},
        "expr":{"type":"string","description":"For cron: five fields, minute hour day month weekday."},
        "tz":{"type":"string","description":"For cron: the time zone, such as Europe/Berlin."}},
        "required":["kind"],"additionalProperties":false},
        "payload":{"type":"object","description":"systemEvent: a reminder that this session is told. agentTurn: a task that an agent does in a session of its own. In an update it takes the place of the whole old one.","properties":{
        "kind":{"type":"string","enum":["systemEvent","agentTurn"]},
        "text":{"type":"string","description":"For systemEvent: the reminder, as it has to be understood then."},
        "message":{"type":"string","description":"For agentTurn: the task."},
        "thinking":{"type":"string","enum":["off","minimal","low","medium","high","xhigh"],"description":"For agentTurn."},
        "timeoutSeconds":{"type":"integer","minimum":1,"maximum":86400,"description":"For agentTurn: how long it may take."},
        "deliver":{"type":"boolean","description":"For agentTurn: whether its answer goes to the chat that asks for the job now; true when left out."}},
        "required":["kind"],"additionalProperties":false},
        "sessionTarget":{"type":"string","enum":["main","isolated"],"description":"main goes with systemEvent and means this session, isolated with agentTurn."},
        "wakeMode":{"type":"string","enum":["now","next-heartbeat"],"description":"For systemEvent: whether it is answered at once, as when left out, or with the session's next message."}},
        "required":["name","schedule","payload"],"additionalProperties":false},
        "patch":{"type":"object","description":"For update: those members of job that change."},
        "jobId":{"type":"string","description":"Which job, as list tells it: for update, remove, run and runs."},
        "limit":{"type":"integer","minimum":1,"maximum":10,"description":"For runs: how many; 5 when left out."},
        "text":{"type":"string","description":"For wake: what this session is told."},
        "mode":{"type":"string","enum":["now","next-heartbeat"],"description":"For wake: after this turn, as when left out, or with the session's next message."}},
        "required":["action"],"additionalProperties":false}
        """) with { IsKeepers = true };

    public ClusterTool Tool => Declared;

    public async Task<ToolResult> Answer(ToolContext context, ToolVerdict verdict, ToolArguments arguments, CancellationToken cancellationToken)
    {
        var asker = new CronAsker(MakerOf(context), context.Keeper!.Administers && !verdict.Place!.IsSandboxed);
        string? action = arguments.Choice("action", Actions);
        if (action is null)
        {
            arguments.Bad("action", $"one of {string.Join(", ", Actions)}");
        }

        return arguments.Problem is { } problem ? ToolResult.NotRun(problem) : action switch
        {
            "status" => await Status(context, asker, arguments),
            "list" => await List(context, asker, arguments),
            "add" => await Add(context, asker, arguments),
            "update" => await Update(context, asker, arguments),
            "remove" => await Remove(context, asker, arguments),
            "run" => await Run(context, asker, arguments),
            "runs" => await Runs(context, asker, arguments),
            _ => await Wake(context, asker, arguments),
        };
    }

    /// <summary>All of it from the turn: nothing that a model writes gets in (attack C9).</summary>
    private static CronMaker MakerOf(ToolContext context) => new()
    {
        SessionKey = context.SessionKey,
        Incarnation = context.Keeper!.Incarnation,
        Principal = context.Principal,
        Chat = context.Keeper.Chat,
        Use = context.Use,
        Provider = context.Keeper.Provider,
        Model = context.Keeper.Model,
        Exec = context.Exec,
    };

    private async Task<ToolResult> Status(ToolContext context, CronAsker asker, ToolArguments arguments)
    {
        arguments.Only("status", "action");
        if (arguments.Problem is { } problem)
        {
            return ToolResult.NotRun(problem);
        }

        IReadOnlyList<CronJobView> jobs = await All(context, asker);
        return ToolJson.Result(ToolJson.Of(
            ("enabled", await RunsByItself(context)), ("jobs", jobs.Count), ("nextRunAtMs", jobs.Min(static job => job.NextDue)), ("nowMs", Now)));
    }

    private async Task<ToolResult> List(ToolContext context, CronAsker asker, ToolArguments arguments)
    {
        arguments.Only("list", "action", "includeDisabled");
        bool isAll = arguments.Flag("includeDisabled");
        if (arguments.Problem is { } problem)
        {
            return ToolResult.NotRun(problem);
        }

        CronJobView[] fitting = [.. (await All(context, asker)).Where(job => isAll || CronJobExcerpt.IsEnabled(job)).OrderBy(static job => job.NextDue ?? long.MaxValue)];
        var told = new JsonArray();
        int room = SessionExcerpt.MaxAll;
        foreach (CronJobView job in fitting)
        {
            JsonObject shown = CronJobExcerpt.Of(job, asker.Turn);
            room -= ToolJson.Text(shown).Length;
            if (room < 0)
            {
                break;
            }

            told.Add((JsonNode)shown);
        }

        return ToolJson.Result(ToolJson.Of(("count", told.Count), ("more", told.Count < fitting.Length), ("jobs", told)));
    }

    private async Task<ToolResult> Add(ToolContext context, CronAsker asker, ToolArguments arguments)
    {
        arguments.Only("add", "action", "job");
        if (arguments.Object("job") is not { } job)
        {
            arguments.Bad("job", "an object: what to do and when");
            return ToolResult.NotRun(arguments.Problem!);
        }

        JsonObject spec = CronJobWish.New(job, Now);
        return arguments.Problem is { } problem ? ToolResult.NotRun(problem) : await Make(context, asker, spec);
    }

    private async Task<ToolResult> Make(ToolContext context, CronAsker asker, JsonObject spec)
    {
        if ((await All(context, asker)).Count(job => job.Maker?.IsOfSession(asker.Turn) == true) >= MaxOwn)
        {
            return ToolResult.NotRun(string.Create(CultureInfo.InvariantCulture, $"this session has as many cron jobs as it may ({MaxOwn}); remove one first"));
        }

        spec["agentId"] = SessionKeys.AgentIdOf(context.SessionKey);
        string id = Guid.NewGuid().ToString();
        CronChange made = await Job(context, id).Make(id, ToolJson.Text(spec), asker.Turn);
        return made.Job is null ? ToolResult.NotRun(made.Refusal ?? "refused") : await Changed(context, asker, "added", made.Job);
    }

    private async Task<ToolResult> Update(ToolContext context, CronAsker asker, ToolArguments arguments)
    {
        arguments.Only("update", "action", "jobId", "patch");
        string? id = IdOf(arguments);
        ToolArguments? patch = arguments.Object("patch", declaredAs: "job");
        JsonObject wanted = patch is null ? [] : CronJobWish.Change(patch, Now);
        if (wanted.Count == 0)
        {
            arguments.Bad("patch", "an object: what changes");
        }

        if (arguments.Problem is { } problem)
        {
            return ToolResult.NotRun(problem);
        }

        if (await Find(context, asker, id!) is not { } job)
        {
            return None();
        }

        CronChange change = await job.Amend(ToolJson.Text(wanted), asker);
        return change.Job is null ? ToolResult.NotRun(change.Refusal ?? "refused") : await Changed(context, asker, "updated", change.Job);
    }

    private async Task<ToolResult> Remove(ToolContext context, CronAsker asker, ToolArguments arguments)
    {
        arguments.Only("remove", "action", "jobId");
        string? id = IdOf(arguments);
        return arguments.Problem is { } problem ? ToolResult.NotRun(problem)
            : await Find(context, asker, id!) is { } job && await job.RemoveFor(asker) ? ToolJson.Result(ToolJson.Of(("removed", id)))
            : None();
    }

    private async Task<ToolResult> Run(ToolContext context, CronAsker asker, ToolArguments arguments)
    {
        arguments.Only("run", "action", "jobId");
        string? id = IdOf(arguments);
        if (arguments.Problem is { } problem)
        {
            return ToolResult.NotRun(problem);
        }

        CronStart start = await Find(context, asker, id!) is { } job ? await job.RunFor(asker) : CronStart.Unknown;
        return start == CronStart.Unknown ? None() : ToolJson.Result(ToolJson.Of(
            ("ran", start == CronStart.Begun), ("reason", start == CronStart.Begun ? null : "already-running")));
    }

    private async Task<ToolResult> Runs(ToolContext context, CronAsker asker, ToolArguments arguments)
    {
        arguments.Only("runs", "action", "jobId", "limit");
        string? id = IdOf(arguments);
        int limit = arguments.Number("limit", 1, MaxRuns) ?? DefaultRuns;
        return arguments.Problem is { } problem ? ToolResult.NotRun(problem)
            : await Find(context, asker, id!) is not { } job ? None()
            : ToolJson.Result(ToolJson.Of(("runs", new JsonArray([.. (await job.Runs(limit)).Select(CronJobExcerpt.Of)]))));
    }

    /// <summary>A job that is due at once and gone then: no way in of its own that would have rules of its own.</summary>
    private async Task<ToolResult> Wake(ToolContext context, CronAsker asker, ToolArguments arguments)
    {
        arguments.Only("wake", "action", "text", "mode");
        string? text = arguments.Text("text", CronJobSpec.MaxText);
        string mode = arguments.Choice("mode", CronJobWish.WakeModes) ?? CronJobWish.Now;
        if (text is null)
        {
            arguments.Bad("text", "what this session is told");
        }

        return arguments.Problem is { } problem ? ToolResult.NotRun(problem) : await Make(context, asker, CronJobWish.Wake(text!, mode, Now));
    }

    private async Task<ToolResult> Changed(ToolContext context, CronAsker asker, string what, CronJobView job) => ToolJson.Result(ToolJson.Of(
        (what, CronJobExcerpt.Of(job, asker.Turn)),
        ("note", await RunsByItself(context) ? null : "cron.enabled is false in the configuration: no job runs by itself")));

    private static string? IdOf(ToolArguments arguments)
    {
        string? id = arguments.Text("jobId", MaxId);
        if (id is null)
        {
            arguments.Bad("jobId", "a job's id, as list tells it");
        }

        return id;
    }

    /// <summary>The same words whether there is none or it is not for this turn.</summary>
    private static ToolResult None() => ToolResult.NotRun("there is no such job among those of this session; list tells them");

    private async Task<ICronJobGrain?> Find(ToolContext context, CronAsker asker, string id)
    {
        ICronJobGrain? job = PlainIds.Are(id) ? Job(context, id) : null;
        return job is not null && await job.ShowTo(asker) is not null ? job : null;
    }

    private async Task<IReadOnlyList<CronJobView>> All(ToolContext context, CronAsker asker)
    {
        IReadOnlyList<string> ids = await grains.GetGrain<ICronIndexGrain>(context.Tenant).List();
        return [.. (await Task.WhenAll(ids.Select(id => Job(context, id).ShowTo(asker)))).OfType<CronJobView>()];
    }

    private async ValueTask<bool> RunsByItself(ToolContext context) =>
        (await configurations.Get(context.Tenant)).Document.Section("cron").Bool("enabled") != false;

    private ICronJobGrain Job(ToolContext context, string id) => grains.GetGrain<ICronJobGrain>(GrainKey.ForBucket(context.Tenant, id).ToString());

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();
}
