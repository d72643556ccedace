using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Rules;
using Moltbot.Policy.Values;

namespace Moltbot.Policy.Configuration.Schema.Checks;

/// <summary>The interval and the active hours of a heartbeat; hours are looked at only when an interval is set, as in the original.</summary>
internal static class HeartbeatTimes
{
    public static void Check(JsonObject heartbeat, string path, Inspection inspection)
    {
        if (Kinds.Text(heartbeat["every"]) is not { Length: > 0 } every)
            return;
        if (Durations.Parse(every, TimeSpan.FromMinutes(1)) is null)
            inspection.Report(Inspection.Join(path, "every"), "invalid duration (use ms, s, m, h)");
        CheckTime(heartbeat["activeHours"]?["start"], isEnd: false, Inspection.Join(path, "activeHours.start"), inspection);
        CheckTime(heartbeat["activeHours"]?["end"], isEnd: true, Inspection.Join(path, "activeHours.end"), inspection);
    }

    private static void CheckTime(JsonNode? node, bool isEnd, string path, Inspection inspection)
    {
        if (Kinds.Text(node) is not { Length: > 0 } text)
            return;
        if (ClockTime.Read(text) is not var (hour, minute))
            inspection.Report(path, "invalid time (use \"HH:MM\" 24h format)");
        else if (hour == 24 && minute != 0)
            inspection.Report(path, "invalid time (24:00 is the only allowed 24:xx value)");
        else if (hour == 24 && !isEnd)
            inspection.Report(path, "invalid time (start cannot be 24:00)");
    }
}
