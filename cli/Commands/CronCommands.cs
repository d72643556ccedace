using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Moltbot.Cli.Printing;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Cron;

namespace Moltbot.Cli.Commands;

/// <summary><c>cron list|add|edit|remove|enable|disable|run|runs|status</c>: what the assistant does at its time.</summary>
internal static class CronCommands
{
    private const int MaxRuns = 5_000;

    public static Command Make(CommandFactory factory)
    {
        var job = CommandFactory.Required("jobId", "the job, as cron list shows it");
        var all = CommandFactory.Flag("--all", "also jobs that are disabled");
        var force = CommandFactory.Flag("--force", "also when it is not due");
        var ofJob = CommandFactory.Optional("jobId", "the job, as cron list shows it");
        var id = CommandFactory.Text("--id", "JOB", "the same, as the original writes it");
        var limit = CommandFactory.Number("--limit", "the last N runs, default 200", 1, MaxRuns);
        var remove = factory.Command("remove", "delete a job", call => RemoveAsync(call, call.Value(job)!), job);
        remove.Aliases.Add("rm");
        return factory.Group(
            "cron",
            "jobs that the assistant does at their time",
            factory.Command("list", "show the jobs", call => ListAsync(call, call.Value(all)), all),
            Add(factory),
            Edit(factory, job),
            remove,
            factory.Command("enable", "let a job run by itself", call => ChangeAsync(call, call.Value(job)!, new JsonObject { ["enabled"] = true }), job),
            factory.Command("disable", "keep a job from running by itself", call => ChangeAsync(call, call.Value(job)!, new JsonObject { ["enabled"] = false }), job),
            factory.Command("run", "run a job that is due", call => RunAsync(call, call.Value(job)!, call.Value(force)), job, force),
            factory.Command("runs", "show what came of a job", call => RunsAsync(call, call.Value(ofJob) ?? call.Value(id), call.Value(limit)), ofJob, id, limit),
            factory.Command("status", "whether jobs run, and when the next one is due", StatusAsync));
    }

    private static Command Add(CommandFactory factory)
    {
        var options = new CronJobOptions();
        var disabled = CommandFactory.Flag("--disabled", "it does not run by itself yet");
        var deleted = CommandFactory.Flag("--delete-after-run", "delete a job that is due once when it went well");
        return factory.Command(
            "add",
            "make a job",
            call =>
            {
                var job = options.Read(call);
                job["enabled"] = !call.Value(disabled);
                if (call.Value(deleted))
                {
                    job["deleteAfterRun"] = true;
                }

                return (job.ContainsKey("name"), job.ContainsKey("schedule"), job.ContainsKey("payload")) switch
                {
                    (false, _, _) => throw CliException.Usage("a job needs a --name"),
                    (_, false, _) => throw CliException.Usage("a job needs one of --at, --every and --cron"),
                    (_, _, false) => throw CliException.Usage("a job needs one of --system-event and --message"),
                    _ => ShowAsync(call, CronMethods.Add, job, "added"),
                };
            },
            [.. options.All, disabled, deleted]);
    }

    private static Command Edit(CommandFactory factory, Argument<string> job)
    {
        var options = new CronJobOptions();
        var enable = CommandFactory.Flag("--enable", "it runs by itself");
        var disable = CommandFactory.Flag("--disable", "it does not");
        var deleted = CommandFactory.Flag("--delete-after-run", "delete a job that is due once when it went well");
        var kept = CommandFactory.Flag("--keep-after-run", "keep it");
        var silent = CommandFactory.Flag("--no-deliver", "send its answer nowhere");
        var strict = CommandFactory.Flag("--no-best-effort-deliver", "a run whose answer cannot be sent has failed");
        var anyAgent = CommandFactory.Flag("--clear-agent", "for the default agent");
        return factory.Command(
            "edit",
            "change a job; what is not named stays",
            call =>
            {
                var patch = options.Read(call);
                Switch(call, patch, "enabled", enable, disable);
                Switch(call, patch, "deleteAfterRun", deleted, kept);
                Off(call, patch, "deliver", silent);
                Off(call, patch, "bestEffortDeliver", strict);
                if (call.Value(anyAgent))
                {
                    patch["agentId"] = patch.ContainsKey("agentId") ? throw CliException.Usage("either --agent or --clear-agent") : null;
                }

                return patch.Count == 0 ? throw CliException.Usage("nothing to change was named") : ChangeAsync(call, call.Value(job)!, patch);
            },
            [job, .. options.All, enable, disable, deleted, kept, silent, strict, anyAgent]);
    }

    private static void Switch(Invocation call, JsonObject patch, string name, Option<bool> on, Option<bool> off)
    {
        if (call.Value(on) && call.Value(off))
        {
            throw CliException.Usage($"either {on.Name} or {off.Name}");
        }

        if (call.Value(on) || call.Value(off))
        {
            patch[name] = call.Value(on);
        }
    }

    private static void Off(Invocation call, JsonObject patch, string name, Option<bool> off)
    {
        if (!call.Value(off))
        {
            return;
        }

        var payload = patch["payload"] as JsonObject ?? new JsonObject { ["kind"] = "agentTurn" };
        payload[name] = payload.ContainsKey(name) || (string?)payload["kind"] != "agentTurn" ? throw CliException.Usage($"{off.Name} contradicts another option") : false;
        patch["payload"] = payload;
    }

    private static async Task<int> ListAsync(Invocation call, bool all)
    {
        var list = await call.AskAsync(CronMethods.List, new CronListParams { IncludeDisabled = all });
        if (call.Printer.IsJson)
        {
            call.Printer.Json(list.Json);
            return ExitCodes.Ok;
        }

        call.Printer.Table(
            all ? "no jobs" : "no job is enabled; --all shows the others",
            CronJobRow.Headings,
            [.. list.Value.Jobs.Select(job => new CronJobRow(job.ToElement(), call.Host.Time).Cells)]);
        return ExitCodes.Ok;
    }

    private static Task<int> ChangeAsync(Invocation call, string id, JsonObject patch) =>
        ShowAsync(call, CronMethods.Update, new JsonObject { ["id"] = id, ["patch"] = patch }, "changed");

    private static async Task<int> ShowAsync(Invocation call, GatewayMethod<RawJson, RawJson> method, JsonObject parameters, string done)
    {
        var answer = await call.AskAsync(method, new RawJson(Encoding.UTF8.GetBytes(parameters.ToJsonString())));
        if (call.Printer.IsJson)
        {
            call.Printer.Json(answer.Json);
            return ExitCodes.Ok;
        }

        var row = new CronJobRow(answer.Json, call.Host.Time);
        call.Printer.Line($"{done}: {row.Id} ({row.Name}), {row.Next}");
        return ExitCodes.Ok;
    }

    private static async Task<int> RemoveAsync(Invocation call, string id)
    {
        var removed = await call.AskAsync(CronMethods.Remove, new CronJobParams { Id = id });
        if (call.Printer.IsJson)
        {
            call.Printer.Json(removed.Json);
        }
        else
        {
            call.Printer.Line(removed.Value.Removed ? $"removed: {id}" : $"there is no job {id}");
        }

        return removed.Value.Removed ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static async Task<int> RunAsync(Invocation call, string id, bool force)
    {
        var run = await call.AskAsync(CronMethods.Run, new CronJobParams { Id = id, Mode = force ? "force" : "due" });
        if (call.Printer.IsJson)
        {
            call.Printer.Json(run.Json);
        }
        else
        {
            call.Printer.Line(run.Value.Ran ? $"runs: {id}" : $"does not run: {run.Value.Reason}");
            if (run.Value.Ran || run.Value.Reason == "not-due")
            {
                call.Printer.Note(run.Value.Ran ? $"what comes of it: moltbot cron runs {id}" : "--force runs it all the same");
            }
        }

        return run.Value.Ran ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static async Task<int> RunsAsync(Invocation call, string? id, int? limit)
    {
        var runs = await call.AskAsync(
            CronMethods.Runs, new CronJobParams { Id = id ?? throw CliException.Usage("which job? cron list shows them"), Limit = limit });
        if (call.Printer.IsJson)
        {
            call.Printer.Json(runs.Json);
            return ExitCodes.Ok;
        }

        call.Printer.Table(
            "no runs",
            ["ended", "status", "took", "what came of it"],
            [.. runs.Value.Entries.Select(static run => (IReadOnlyList<string?>)
            [
                Ages.At(run.Ts), run.Status ?? "-", run.DurationMs is { } took ? Ages.Length(took) : "-", run.Error ?? run.Summary ?? "-",
            ])]);
        return ExitCodes.Ok;
    }

    private static async Task<int> StatusAsync(Invocation call)
    {
        var status = await call.AskAsync(CronMethods.Status, NoParams.Value);
        if (call.Printer.IsJson)
        {
            call.Printer.Json(status.Json);
            return ExitCodes.Ok;
        }

        call.Printer.Fields(
            ("Jobs", status.Value.Enabled ? "run at their time" : "do not run: cron.enabled is false"),
            ("Kept", $"{status.Value.Jobs}, in the {status.Value.StorePath}"),
            ("Next", status.Value.NextWakeAtMs is { } next ? $"{Ages.Since(next, call.Host.Time)} ({Ages.At(next)})" : "none is due"));
        return ExitCodes.Ok;
    }
}
