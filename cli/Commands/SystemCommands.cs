using System.CommandLine;
using System.Text.Json;
using Moltbot.Cli.Printing;
using Moltbot.Protocol.Events;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Cron;
using Moltbot.Protocol.Methods.Status;

namespace Moltbot.Cli.Commands;

/// <summary><c>system event|heartbeat</c>: what the main session is told, and what it is asked again and again.</summary>
internal static class SystemCommands
{
    private const string Later = "next-heartbeat";

    public static Command Make(CommandFactory factory)
    {
        var text = CommandFactory.Text("--text", "TEXT", "what it is told");
        var mode = CommandFactory.Text("--mode", "WHEN", $"now or {Later} (default)");
        return factory.Group(
            "system",
            "lines for the main session, and heartbeats",
            factory.Command("event", "tell the main session something", call => EventAsync(call, call.Value(text), call.Value(mode) ?? Later), text, mode),
            factory.Group(
                "heartbeat",
                "what the assistant is asked again and again",
                factory.Command("last", "show what came of the last one", LastAsync),
                factory.Command("enable", "have heartbeats as configured", call => SwitchAsync(call, true)),
                factory.Command("disable", "have none, until they are enabled", call => SwitchAsync(call, false))));
    }

    private static async Task<int> EventAsync(Invocation call, string? text, string mode)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw CliException.Usage("what is it told? --text says it");
        }

        var answer = await call.AskAsync(CronMethods.Wake, new WakeParams
        {
            Text = text,
            Mode = mode is "now" or Later ? mode : throw CliException.Usage($"--mode takes now or {Later}, not '{mode}'"),
        });
        return Print(call, answer.Json, "told");
    }

    private static async Task<int> SwitchAsync(Invocation call, bool enabled)
    {
        var answer = await call.AskAsync(StatusMethods.SetHeartbeats, new HeartbeatsSwitchParams { Enabled = enabled });
        return Print(call, answer.Json, enabled ? "enabled: where the configuration has heartbeats" : "disabled");
    }

    private static async Task<int> LastAsync(Invocation call)
    {
        var answer = await call.AskAsync(StatusMethods.LastHeartbeat, NoParams.Value);
        if (call.Printer.IsJson)
        {
            call.Printer.Json(answer.Json);
        }
        else if (answer.Json.Deserialize(EventsJson.Default.HeartbeatEvent) is not { } last)
        {
            call.Printer.Line("there was none");
        }
        else
        {
            call.Printer.Fields(
                ("When", $"{Ages.Since(last.Ts, call.Host.Time)} ({Ages.At(last.Ts)})"),
                ("Status", last.Status),
                ("Reason", last.Reason),
                ("Chat", last.To is null ? last.Channel : $"{last.Channel} {last.To}"),
                ("Took", last.DurationMs is { } took ? Ages.Length(took) : null),
                ("Said", last.Preview));
        }

        return ExitCodes.Ok;
    }

    private static int Print(Invocation call, JsonElement answer, string done)
    {
        if (call.Printer.IsJson)
        {
            call.Printer.Json(answer);
        }
        else
        {
            call.Printer.Line(done);
        }

        return ExitCodes.Ok;
    }
}
