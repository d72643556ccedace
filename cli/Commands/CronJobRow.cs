using System.Globalization;
using System.Text.Json;
using Moltbot.Cli.Printing;

namespace Moltbot.Cli.Commands;

/// <summary>A job as people read it.</summary>
internal sealed class CronJobRow(JsonElement job, TimeProvider time)
{
    public static IReadOnlyList<string> Headings { get; } = ["job", "name", "when", "next", "last", "status", "session", "agent", "made by"];

    public string Id => Text(job, "id") ?? "-";

    public string Name => Text(job, "name") ?? "-";

    public IReadOnlyList<string?> Cells =>
    [
        Id, Name, When, Ages.Since(Number(State, "nextRunAtMs"), time), Ages.Since(Number(State, "lastRunAtMs"), time), Status,
        Text(job, "sessionTarget") ?? "-", Text(job, "agentId") ?? "-",
        Text(Member(job, "maker"), "sessionKey") ?? "operator",
    ];

    /// <summary>When it is due next.</summary>
    public string Next => Number(State, "nextRunAtMs") is { } next ? $"due {Ages.Since(next, time)} ({Ages.At(next)})" : "not due by itself";

    private JsonElement State => Member(job, "state");

    private string Status => Number(State, "runningAtMs") is not null ? "running"
        : Member(job, "enabled").ValueKind != JsonValueKind.True ? "disabled"
        : Text(State, "lastStatus") ?? "idle";

    private string When
    {
        get
        {
            var schedule = Member(job, "schedule");
            return Text(schedule, "kind") switch
            {
                "at" => Number(schedule, "atMs") is { } at ? $"at {Ages.At(at)}" : "-",
                "every" => Number(schedule, "everyMs") is { } every ? $"every {Period(every)}" : "-",
                "cron" => Text(schedule, "tz") is { } zone ? $"{Text(schedule, "expr")} ({zone})" : Text(schedule, "expr") ?? "-",
                _ => "-",
            };
        }
    }

    /// <summary>In the largest unit that it is whole in.</summary>
    private static string Period(long milliseconds)
    {
        foreach (var (unit, length) in (ReadOnlySpan<(string, long)>)[("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000)])
        {
            if (milliseconds % length == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{milliseconds / length}{unit}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{milliseconds}ms");
    }

    private static JsonElement Member(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement holder, string name) => Member(holder, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static long? Number(JsonElement holder, string name) =>
        Member(holder, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;
}
