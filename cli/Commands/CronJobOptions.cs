using System.CommandLine;
using System.Text.Json.Nodes;

namespace Moltbot.Cli.Commands;

/// <summary>What <c>cron add</c> and <c>cron edit</c> say of a job, by the original's names.</summary>
internal sealed class CronJobOptions
{
    private readonly Option<string?> _name = CommandFactory.Text("--name", "NAME", "what to call it");
    private readonly Option<string?> _description = CommandFactory.Text("--description", "TEXT", "what it is for");
    private readonly Option<string?> _agent = CommandFactory.Text("--agent", "ID", "the agent, default the default one");
    private readonly Option<string?> _at = CommandFactory.Text("--at", "TIME", "once: ISO 8601 (without a zone UTC), or how long from now, such as 20m");
    private readonly Option<string?> _every = CommandFactory.Text("--every", "TIME", "again and again, such as 10m, 1h, 1d");
    private readonly Option<string?> _cron = CommandFactory.Text("--cron", "EXPR", "by five or six fields, such as \"0 7 * * 1-5\"");
    private readonly Option<string?> _zone = CommandFactory.Text("--tz", "ZONE", "the time zone of --cron, such as Europe/Berlin");
    private readonly Option<string?> _session = CommandFactory.Text("--session", "WHERE", "main or isolated, default by what it does");
    private readonly Option<string?> _wake = CommandFactory.Text("--wake", "WHEN", "now or next-heartbeat (default)");
    private readonly Option<string?> _event = CommandFactory.Text("--system-event", "TEXT", "a line for the main session");
    private readonly Option<string?> _message = CommandFactory.Text("--message", "TEXT", "what the agent is told in a session of the job's own");
    private readonly Option<string?> _thinking = CommandFactory.Text("--thinking", "LEVEL", "off, minimal, low, medium or high");
    private readonly Option<string?> _model = CommandFactory.Text("--model", "MODEL", "provider/model, default the agent's");
    private readonly Option<int?> _timeout = CommandFactory.Number("--timeout-seconds", "how long a run may take", 1, 86_400);
    private readonly Option<bool> _deliver = CommandFactory.Flag("--deliver", "send the answer to a chat");
    private readonly Option<bool> _bestEffort = CommandFactory.Flag("--best-effort-deliver", "a run counts also when its answer cannot be sent");
    private readonly Option<string?> _channel = CommandFactory.Text("--channel", "CHANNEL", "by which channel, default the last one used");
    private readonly Option<string?> _to = CommandFactory.Text("--to", "CHAT", "to which chat");
    private readonly Option<string?> _prefix = CommandFactory.Text("--post-prefix", "TEXT", "what the summary in the main session begins with, default Cron");
    private readonly Option<string?> _mode = CommandFactory.Text("--post-mode", "MODE", "summary or full");
    private readonly Option<int?> _most = CommandFactory.Number("--post-max-chars", "longest summary, 0 for none", 0, 8_000);

    /// <summary>In the order of the help.</summary>
    public Option[] All =>
    [
        _name, _description, _agent, _at, _every, _cron, _zone, _session, _wake, _event, _message, _thinking, _model, _timeout,
        _deliver, _bestEffort, _channel, _to, _prefix, _mode, _most,
    ];

    /// <summary>What was said, and nothing else, in the form of protocol §5.8.</summary>
    /// <exception cref="CliException">It contradicts itself, or a time is none.</exception>
    public JsonObject Read(Invocation call)
    {
        var job = new JsonObject();
        Put(job, "name", call.Value(_name));
        Put(job, "description", call.Value(_description));
        Put(job, "agentId", call.Value(_agent));
        Put(job, "sessionTarget", Word(call, _session, "main", "isolated"));
        Put(job, "wakeMode", Word(call, _wake, "now", "next-heartbeat"));
        PutObject(job, "schedule", Schedule(call));
        PutObject(job, "payload", Payload(call));
        PutObject(job, "isolation", Isolation(call));
        return job;
    }

    private JsonObject Schedule(Invocation call)
    {
        var schedule = new JsonObject();
        switch (call.Value(_at), call.Value(_every), call.Value(_cron))
        {
            case (null, null, null) when call.Value(_zone) is null:
                break;
            case ({ } at, null, null):
                schedule["kind"] = "at";
                if (TimesWithUnit.Milliseconds(at.TrimStart('+')) is { } later)
                {
                    schedule["atMs"] = call.Host.Time.GetUtcNow().ToUnixTimeMilliseconds() + (long)Math.Min(later, 1e14);
                }
                else
                {
                    schedule["at"] = at;
                }

                break;
            case (null, { } every, null):
                schedule["kind"] = "every";
                schedule["everyMs"] = TimesWithUnit.Milliseconds(every) is { } period and >= 1000 and <= 1e14
                    ? (long)period
                    : throw CliException.Usage($"--every takes a time of a second or more with its unit, such as 10m, 1h or 1d, not '{every}'");
                break;
            case (null, null, { } expression):
                schedule["kind"] = "cron";
                schedule["expr"] = expression;
                break;
            default:
                throw CliException.Usage("a job has one of --at, --every and --cron");
        }

        if (call.Value(_zone) is { } zone)
        {
            schedule["tz"] = call.Value(_cron) is not null ? zone : throw CliException.Usage("--tz goes with --cron");
        }

        return schedule;
    }

    private JsonObject Payload(Invocation call)
    {
        var payload = new JsonObject();
        Put(payload, "text", call.Value(_event));
        Put(payload, "message", call.Value(_message));
        Put(payload, "thinking", call.Value(_thinking));
        Put(payload, "model", call.Value(_model));
        Put(payload, "timeoutSeconds", call.Value(_timeout));
        Put(payload, "deliver", call.Value(_deliver) ? true : (bool?)null);
        Put(payload, "bestEffortDeliver", call.Value(_bestEffort) ? true : (bool?)null);
        Put(payload, "channel", call.Value(_channel));
        Put(payload, "to", call.Value(_to));
        if (payload.ContainsKey("text") && payload.Count > 1)
        {
            throw CliException.Usage("--system-event is a line for the main session: it goes with none of the options of --message");
        }

        if (payload.Count > 0)
        {
            payload["kind"] = payload.ContainsKey("text") ? "systemEvent" : "agentTurn";
        }

        return payload;
    }

    private JsonObject Isolation(Invocation call)
    {
        var isolation = new JsonObject();
        Put(isolation, "postToMainPrefix", call.Value(_prefix));
        Put(isolation, "postToMainMode", Word(call, _mode, "summary", "full"));
        Put(isolation, "postToMainMaxChars", call.Value(_most));
        return isolation;
    }

    private static string? Word(Invocation call, Option<string?> option, string one, string other) => call.Value(option) is not { } word ? null
        : word == one || word == other ? word
        : throw CliException.Usage($"{option.Name} takes {one} or {other}, not '{word}'");

    private static void Put<T>(JsonObject holder, string name, T? value)
    {
        if (value is not null)
        {
            holder[name] = JsonValue.Create(value);
        }
    }

    private static void PutObject(JsonObject holder, string name, JsonObject value)
    {
        if (value.Count > 0)
        {
            holder[name] = value;
        }
    }
}
