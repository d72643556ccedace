using System.Text.Json;

namespace Moltbot.Policy.Cron;

/// <summary>What a job is to do and when (protocol §5.8), read from the JSON that clients see.</summary>
public sealed record CronJobSpec
{
    /// <summary>Longest text that an agent is given, UTF-16 units. Arbitrary: several pages.</summary>
    public const int MaxText = 16_000;

    /// <summary>Longest name and description, UTF-16 units. Arbitrary: a title, and a paragraph.</summary>
    public const int MaxName = 200, MaxDescription = 2_000;

    /// <summary>Longest summary of a run that the main session is told, UTF-16 units (runtime.md §10).</summary>
    public const int MaxSummary = 8_000;

    private const string DefaultPrefix = "Cron";

    /// <summary>Longest run that can be asked for, seconds: a day.</summary>
    private const double MaxTimeout = 86_400;

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The agent; null for the default one.</summary>
    public string? AgentId { get; init; }

    /// <summary>Whether it runs by its schedule. What does not say so does not.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>Whether a job that is due once is deleted when it went well.</summary>
    public bool IsDeletedAfterRun { get; init; }

    /// <summary>When it is due.</summary>
    public required CronSchedule Schedule { get; init; }

    /// <summary>Whether it speaks in a session of its own; otherwise it leaves a line for the main session.</summary>
    public bool IsIsolated { get; init; }

    /// <summary>Whether the main session takes the line up at once.</summary>
    public bool WakesNow { get; init; }

    /// <summary>The line, or what the agent is told.</summary>
    public required string Text { get; init; }

    /// <summary>The model asked for; null for the agent's.</summary>
    public string? Model { get; init; }

    /// <summary>The thinking level asked for.</summary>
    public string? Thinking { get; init; }

    /// <summary>How long a run may take; null for the agent's setting.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether the answer goes to a chat: when it is said, or a chat is named.</summary>
    public bool Delivers { get; init; }

    /// <summary>The channel that it goes by; null for whatever was last used.</summary>
    public string? Channel { get; init; }

    /// <summary>The chat; null for the one that the session, or the main one, was last written to from.</summary>
    public string? To { get; init; }

    /// <summary>Whether a run counts as well although its answer could not be sent.</summary>
    public bool IsBestEffort { get; init; }

    /// <summary>What the summary in the main session begins with.</summary>
    public string SummaryPrefix { get; init; } = DefaultPrefix;

    /// <summary>Longest summary in the main session, UTF-16 units.</summary>
    public int SummaryLength { get; init; } = MaxSummary;

    /// <summary>Reads a job of the form of protocol §5.8. One of the two results is null.</summary>
    /// <param name="job">The job, in the form that <see cref="CronInput"/> makes.</param>
    /// <param name="zone">The time zone of an expression that names none.</param>
    public static (CronJobSpec? Spec, string? Problem) Read(JsonElement job, TimeZoneInfo zone)
    {
        var payload = job.Member("payload") ?? default;
        var isTurn = payload.Text("kind") == "agentTurn";
        var isIsolated = job.Text("sessionTarget") == "isolated";
        if (ProblemOf(job, payload, isTurn, isIsolated) is { } problem)
        {
            return (null, problem);
        }

        var (schedule, bad) = CronSchedule.Read(job.Member("schedule") ?? default, zone);
        if (schedule is null)
        {
            return (null, bad);
        }

        var isolation = job.Member("isolation") ?? default;
        var to = payload.Text("to");
        var channel = payload.Text("channel")?.ToLowerInvariant();
        return (new CronJobSpec
        {
            Name = job.Text("name")!,
            AgentId = job.Text("agentId"),
            IsEnabled = job.Flag("enabled") == true,
            IsDeletedAfterRun = job.Flag("deleteAfterRun") == true,
            Schedule = schedule,
            IsIsolated = isIsolated,
            WakesNow = job.Text("wakeMode") == "now",
            Text = payload.Text(isTurn ? "message" : "text")!,
            Model = payload.Text("model"),
            Thinking = payload.Text("thinking"),
            Timeout = payload.Number("timeoutSeconds") is >= 1 and var seconds ? TimeSpan.FromSeconds(Math.Min(seconds, MaxTimeout)) : null,
            Delivers = isTurn && (payload.Flag("deliver") ?? to is not null),
            Channel = channel == "last" ? null : channel,
            To = to,
            IsBestEffort = payload.Flag("bestEffortDeliver") == true,
            SummaryPrefix = isolation.Text("postToMainPrefix") is { Length: <= MaxName } prefix ? prefix : DefaultPrefix,
            SummaryLength = (int)Math.Min(isolation.Number("postToMainMaxChars") ?? MaxSummary, MaxSummary),
        }, null);
    }

    /// <summary>Whether a problem is one of how the session and the payload go together, which clients are told in the original's words.</summary>
    public static bool IsCombination(string problem) => problem.Contains("cron jobs require payload.kind", StringComparison.Ordinal);

    private static string? ProblemOf(JsonElement job, JsonElement payload, bool isTurn, bool isIsolated)
    {
        var text = payload.Text(isTurn ? "message" : "text");
        return job.Text("name") is not { } name ? "cron job name is required"
            : name.Any(char.IsControl) ? "name must not have line breaks or other control characters"
            : name.Length > MaxName ? $"name is too long ({name.Length} > {MaxName} characters)"
            : job.Text("description")?.Length > MaxDescription ? $"description is too long (more than {MaxDescription} characters)"
            : isIsolated && !isTurn ? "isolated cron jobs require payload.kind=\"agentTurn\""
            : !isIsolated && isTurn ? "main cron jobs require payload.kind=\"systemEvent\""
            : text is null ? $"payload.{(isTurn ? "message" : "text")} is required"
            : text.Length > MaxText ? $"payload.{(isTurn ? "message" : "text")} is too long ({text.Length} > {MaxText} characters)"
            : null;
    }
}
