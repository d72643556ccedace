using System.CommandLine;
using System.Globalization;
using Moltbot.Cli.Printing;
using Moltbot.Policy.Values;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Tasks;

namespace Moltbot.Cli.Commands;

/// <summary><c>tasks add|list|show|cancel|retry|stats</c>: messages for agents that wait for their turn.</summary>
internal static class TasksCommands
{
    /// <summary>Characters of a message in a list.</summary>
    private const int ListedMessage = 60;

    public static Command Make(CommandFactory factory)
    {
        var task = CommandFactory.Required("taskId", "the task, as tasks list shows it");
        var status = CommandFactory.Text("--status", "STATUS", "only queued, delayed, running, done, dead or cancelled ones");
        var limit = CommandFactory.Number("--limit", "at most N, default 50", 1, TaskMethods.MaxListed);
        return factory.Group(
            "tasks",
            "messages for agents that wait for their turn",
            Add(factory),
            factory.Command("list", "show the tasks, newest first", call => ListAsync(call, call.Value(status), call.Value(limit)), status, limit),
            factory.Command("show", "show a task and what came of it", call => ShowAsync(call, call.Value(task)!), task),
            factory.Command("cancel", "take an open task back and stop its run", call => ChangeAsync(call, TaskMethods.Cancel, call.Value(task)!, "cancelled", "is not open"), task),
            factory.Command("retry", "queue a dead task anew", call => ChangeAsync(call, TaskMethods.Retry, call.Value(task)!, "queued", "is not dead, an open one has its key, or no more may be open"), task),
            factory.Command("stats", "what waits, runs, and came of what there was", StatsAsync));
    }

    private static Command Add(CommandFactory factory)
    {
        var message = CommandFactory.Text("--message", "TEXT", "what the agent is told");
        var agent = CommandFactory.Text("--agent", "ID", "the agent, default the default one");
        var priority = CommandFactory.Number("--priority", "-100 to 100, default 0; higher ones go first", -TaskMethods.MaxPriority, TaskMethods.MaxPriority);
        var delay = CommandFactory.Text("--delay", "TIME", "not before that time from now, such as 10m");
        var attempts = CommandFactory.Number("--max-attempts", "how often it is tried when no model answers, default 5", 1, TaskMethods.MaxAttempts);
        var key = CommandFactory.Text("--key", "KEY", "while a task with this key is open, none is added");
        return factory.Command(
            "add",
            "queue a message for an agent",
            async call =>
            {
                var added = await call.AskAsync(TaskMethods.Add, new TaskAddParams
                {
                    Message = call.Value(message) ?? throw CliException.Usage("a task needs a --message"),
                    AgentId = call.Value(agent),
                    Priority = call.Value(priority),
                    DelayMs = call.Value(delay) is { } text ? Delay(text) : null,
                    MaxAttempts = call.Value(attempts),
                    IdempotencyKey = call.Value(key),
                });
                if (call.Printer.IsJson)
                {
                    call.Printer.Json(added.Json);
                    return ExitCodes.Ok;
                }

                call.Printer.Line($"{(added.Value.Existing ? "there already" : "added")}: {added.Value.Task.Id} ({Standing(added.Value.Task, call)})");
                call.Printer.Note($"what comes of it: moltbot tasks show {added.Value.Task.Id}");
                return ExitCodes.Ok;
            },
            message, agent, priority, delay, attempts, key);
    }

    private static long Delay(string text) =>
        TimesWithUnit.Milliseconds(text) is { } delay and >= 0 and <= TaskMethods.MaxDelayMs
            ? (long)delay
            : throw CliException.Usage($"--delay takes a time of up to a year with its unit, such as 30s, 10m or 1d, not '{text}'");

    private static async Task<int> ListAsync(Invocation call, string? status, int? limit)
    {
        var list = await call.AskAsync(TaskMethods.List, new TaskListParams { Status = status, Limit = limit });
        if (call.Printer.IsJson)
        {
            call.Printer.Json(list.Json);
            return ExitCodes.Ok;
        }

        call.Printer.Table(
            "no tasks",
            ["task", "status", "agent", "prio", "attempts", "made", "message"],
            [.. list.Value.Tasks.Select(task => (IReadOnlyList<string?>)
            [
                task.Id, Standing(task, call), task.AgentId, Number(task.Priority), $"{Number(task.Attempts)}/{Number(task.MaxAttempts)}",
                Ages.Since(task.CreatedAtMs, call.Host.Time), Beginning(task.Message),
            ])]);
        return ExitCodes.Ok;
    }

    private static async Task<int> ShowAsync(Invocation call, string id)
    {
        var found = await call.AskAsync(TaskMethods.Get, new TaskIdParams { Id = id });
        if (call.Printer.IsJson)
        {
            call.Printer.Json(found.Json);
            return ExitCodes.Ok;
        }

        var task = found.Value.Task;
        call.Printer.Fields(
            ("Task", task.Id),
            ("Status", Standing(task, call)),
            ("Agent", task.AgentId),
            ("Message", task.Message),
            ("Priority", Number(task.Priority)),
            ("Attempts", $"{Number(task.Attempts)} of {Number(task.MaxAttempts)}"),
            ("Key", task.IdempotencyKey),
            ("Made", $"{Ages.At(task.CreatedAtMs)} by {task.CreatedBy}"),
            ("Began", task.StartedAtMs is { } began ? Ages.At(began) : null),
            ("Ended", task.EndedAtMs is { } ended ? Ages.At(ended) : null),
            ("Session", task.SessionKey),
            ("Result", task.Result),
            ("Error", task.Error));
        return ExitCodes.Ok;
    }

    private static async Task<int> ChangeAsync(Invocation call, GatewayMethod<TaskIdParams, TaskChangeResult> method, string id, string done, string not)
    {
        var changed = await call.AskAsync(method, new TaskIdParams { Id = id });
        if (call.Printer.IsJson)
        {
            call.Printer.Json(changed.Json);
        }
        else
        {
            call.Printer.Line(changed.Value.Changed ? $"{done}: {id}" : $"{id} {not}");
        }

        return changed.Value.Changed ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static async Task<int> StatsAsync(Invocation call)
    {
        var stats = await call.AskAsync(TaskMethods.Stats, NoParams.Value);
        if (call.Printer.IsJson)
        {
            call.Printer.Json(stats.Json);
            return ExitCodes.Ok;
        }

        var counts = stats.Value;
        call.Printer.Fields(
            ("Queued", Number(counts.Queued)),
            ("Delayed", Number(counts.Delayed)),
            ("Running", Number(counts.Running)),
            ("Dead", Number(counts.Dead)),
            ("Attempts", Number(counts.Attempts)),
            ("Processed", Number(counts.Processed)),
            ("Failed", Number(counts.Failed)));
        return ExitCodes.Ok;
    }

    private static string Standing(QueuedTask task, Invocation call) =>
        task.NotBeforeMs is { } due ? $"{task.Status}, due {Ages.Since(due, call.Host.Time)}" : task.Status;

    private static string Beginning(string text) =>
        text.Length <= ListedMessage ? text : TextPrefix.Of(text, ListedMessage) + "…";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
