using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Cron;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>cron, and the part of from_tests_gateway_cron about jobs: when they are due, and how they may be written.</summary>
public sealed class CronArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        // Of an instant the cases write the number, or the number and its text.
        new("computeNextRunAtMs", Next) { Same = static (expected, actual) => CaseComparison.AreEqual(expected is JsonObject both && both.ContainsKey("ms") ? both["ms"] : expected, actual) },
        new("parseAbsoluteTimeMs", input => AbsoluteTime.Parse(input.Arg("input", 0).AsText()!)),
        new("normalizeCronJobCreate", input => Raw(input) is { } raw ? CronInput.Create(raw) : null),
        new("normalizeCronJobPatch", input => Raw(input) is { } raw ? CronInput.Patch(raw) : null),
    ];

    public IEnumerable<Difference> Differences =>
    [
        new(
            "computeNextRunAtMs", input => Schedule(input).Text("kind") == "every" && Schedule(input).Number("anchorMs") is { } anchor && anchor < Now(input)
                && (Now(input) - anchor) % Math.Max(1, Math.Floor(Schedule(input).Number("everyMs") ?? 1)) == 0,
            "The next due time lies behind the moment asked about: one that is now has come."),
        new("parseAbsoluteTimeMs", input => input.Arg("input", 0).AsText()?.Trim() is { Length: > 0 } text && text.All(static c => c is '0'), "Zero is no moment that anybody means; JavaScript takes it for the year 2000."),
    ];

    private static JsonNode? Next(JsonElement input)
    {
        var (schedule, problem) = CronSchedule.Read(Schedule(input), TimeZoneInfo.Utc);
        return schedule is null ? throw new InvalidOperationException(problem) : schedule.After(Now(input));
    }

    private static JsonElement Schedule(JsonElement input) => input.Arg("schedule", 0)!.Value;

    private static JsonElement? Raw(JsonElement input) => input.TryGetProperty("args", out var arguments) ? arguments[0] : input.Get("raw");

    private static long Now(JsonElement input) => input.Arg("now", 1) is { ValueKind: JsonValueKind.Number } number
        ? number.GetInt64()
        : DateTimeOffset.Parse(input.Arg("now", 1).AsText()!, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
