using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Cron;

namespace Moltbot.Grains.Agents.Tools.Cluster;

/// <summary>
/// A job as a model writes it, in the form of protocol §5.8. It has no words for an agent, a model, a chat or a session: those are the turn's.
/// </summary>
internal static class CronJobWish
{
    /// <summary>At once, as far as a job may wait.</summary>
    public const string Now = "now";

    /// <summary>A moment that is longer ago was reckoned wrongly, milliseconds: a job that was missed would run at once.</summary>
    private const long Late = 60_000;

    private const int MaxExpression = 200;
    private const int MaxMoment = 100;
    private const int MaxSeconds = 86_400;

    private static readonly string[] Targets = ["main", "isolated"];

    /// <summary>When the session takes a line up.</summary>
    public static IReadOnlyList<string> WakeModes { get; } = [Now, "next-heartbeat"];

    /// <summary>A new job; what is wrong with it is the arguments' problem then.</summary>
    /// <param name="job">What was written.</param>
    /// <param name="now">Epoch milliseconds.</param>
    public static JsonObject New(ToolArguments job, long now)
    {
        JsonObject spec = Change(job, now);
        if (!spec.ContainsKey("name"))
        {
            job.Bad("name", "a title");
        }

        if (!spec.ContainsKey("schedule"))
        {
            job.Bad("schedule", "an object: kind (at, every or cron) and what goes with it");
        }

        if (!spec.ContainsKey("payload"))
        {
            job.Bad("payload", "an object: kind (systemEvent or agentTurn) and what goes with it");
        }

        spec["enabled"] ??= true;
        spec["wakeMode"] ??= Now;
        return spec;
    }

    /// <summary>What of a job is named, and nothing else.</summary>
    /// <param name="job">What was written.</param>
    /// <param name="now">Epoch milliseconds.</param>
    public static JsonObject Change(ToolArguments job, long now)
    {
        JsonObject spec = ToolJson.Of(
            ("name", job.Text("name", CronJobSpec.MaxName)),
            ("description", job.Text("description", CronJobSpec.MaxDescription)),
            ("enabled", job.Has("enabled") ? job.Flag("enabled") : null),
            ("deleteAfterRun", job.Has("deleteAfterRun") ? job.Flag("deleteAfterRun") : null),
            ("schedule", job.Object("schedule") is { } schedule ? Schedule(schedule, now) : null),
            ("payload", job.Object("payload") is { } payload ? Payload(payload) : null),
            ("sessionTarget", job.Choice("sessionTarget", Targets)),
            ("wakeMode", job.Choice("wakeMode", WakeModes)));
        if (spec["payload"] is JsonObject does)
        {
            string target = (string?)does["kind"] == "systemEvent" ? "main" : "isolated";
            if ((string?)(spec["sessionTarget"] ??= target) != target)
            {
                job.Bad("sessionTarget", "main with a payload of kind systemEvent, isolated with agentTurn");
            }
        }
        else if (spec.ContainsKey("sessionTarget"))
        {
            job.Bad("sessionTarget", "left out, or given with the payload that goes with it");
        }

        return spec;
    }

    /// <summary>The job of a session that tells itself something.</summary>
    public static JsonObject Wake(string text, string mode, long now) => ToolJson.Of(
        ("name", "wake"),
        ("enabled", true),
        ("deleteAfterRun", true),
        ("schedule", ToolJson.Of(("kind", "at"), ("atMs", now))),
        ("sessionTarget", "main"),
        ("wakeMode", mode),
        ("payload", ToolJson.Of(("kind", "systemEvent"), ("text", text))));

    private static JsonObject Schedule(ToolArguments schedule, long now)
    {
        switch (schedule.Choice("kind", "at", "every", "cron"))
        {
            case "at":
                schedule.Only("a schedule of kind at", "kind", "at", "atMs");
                return ToolJson.Of(("kind", "at"), ("atMs", Moment(schedule, now)));
            case "every":
                schedule.Only("a schedule of kind every", "kind", "everyMs", "anchorMs");
                long? every = schedule.Whole("everyMs", CronSchedule.MinEvery, CronSchedule.MaxMoment);
                if (every is null)
                {
                    schedule.Bad("everyMs", "given: milliseconds from one time to the next");
                }

                return ToolJson.Of(("kind", "every"), ("everyMs", every), ("anchorMs", schedule.Whole("anchorMs", 0, CronSchedule.MaxMoment)));
            case "cron":
                schedule.Only("a schedule of kind cron", "kind", "expr", "tz");
                string? expression = schedule.Text("expr", MaxExpression);
                if (expression is null)
                {
                    schedule.Bad("expr", "five fields: minute, hour, day, month, weekday");
                }

                return ToolJson.Of(("kind", "cron"), ("expr", expression), ("tz", schedule.Text("tz", MaxMoment)));
            default:
                schedule.Bad("kind", "one of at, every, cron");
                return [];
        }
    }

    private static long? Moment(ToolArguments schedule, long now)
    {
        string? written = schedule.Text("at", MaxMoment);
        long? moment = written is null ? schedule.Whole("atMs", 0, CronSchedule.MaxMoment) : MomentOf(written);
        if (moment is null || (written is not null && schedule.Has("atMs")))
        {
            schedule.Bad("at", "a moment in ISO 8601 with its zone, such as 2026-03-01T15:00:00+01:00, or atMs given in its place");
        }
        else if (moment < now - Late)
        {
            schedule.Bad("at", $"a moment that is to come: now it is {DateTimeOffset.FromUnixTimeMilliseconds(now).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}");
        }

        return moment;
    }

    /// <summary>As clients' moments are read.</summary>
    private static long? MomentOf(string text)
    {
        using JsonDocument job = JsonDocument.Parse(ToolJson.Text(ToolJson.Of(("schedule", ToolJson.Of(("kind", "at"), ("at", text))))));
        return CronInput.Patch(job.RootElement)?["schedule"]?["atMs"] is JsonValue moment ? moment.GetValue<long>() : null;
    }

    private static JsonObject Payload(ToolArguments payload)
    {
        switch (payload.Choice("kind", "systemEvent", "agentTurn"))
        {
            case "systemEvent":
                payload.Only("a payload of kind systemEvent", "kind", "text");
                return ToolJson.Of(("kind", "systemEvent"), ("text", Needed(payload, "text")));
            case "agentTurn":
                payload.Only("a payload of kind agentTurn", "kind", "message", "thinking", "timeoutSeconds", "deliver");
                return ToolJson.Of(
                    ("kind", "agentTurn"),
                    ("message", Needed(payload, "message")),
                    ("thinking", payload.Choice("thinking", ThinkingLevels.All)),
                    ("timeoutSeconds", payload.Number("timeoutSeconds", 1, MaxSeconds)),
                    ("deliver", !payload.Has("deliver") || payload.Flag("deliver")));
            default:
                payload.Bad("kind", "one of systemEvent, agentTurn");
                return [];
        }
    }

    private static string? Needed(ToolArguments payload, string name)
    {
        string? text = payload.Text(name, CronJobSpec.MaxText);
        if (text is null)
        {
            payload.Bad(name, $"a text of at most {CronJobSpec.MaxText} characters");
        }

        return text;
    }
}
