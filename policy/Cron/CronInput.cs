using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Sessions;

namespace Moltbot.Policy.Cron;

/// <summary>
/// Brings a job as clients and models write it into the form of protocol §5.8: the job may lie in <c>data</c> or <c>job</c>, a
/// schedule may leave out its kind and write its moment as text, a payload may name its channel <c>provider</c>.
/// </summary>
public static class CronInput
{
    /// <summary>A new job; null when it is no object.</summary>
    public static JsonObject? Create(JsonElement raw)
    {
        if (Patch(raw) is not { } job)
        {
            return null;
        }

        job["wakeMode"] = IsNothing(job["wakeMode"]) ? "next-heartbeat" : job["wakeMode"]!.DeepClone();
        if (IsNothing(job["sessionTarget"]) && job["payload"] is JsonObject payload && TargetOf(TextOf(payload, "kind")) is { } target)
        {
            job["sessionTarget"] = target;
        }

        return job;
    }

    /// <summary>A change of a job; null when it is no object.</summary>
    public static JsonObject? Patch(JsonElement raw)
    {
        if (raw.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var job = CronJson.Copy(Inner(raw));
        AgentId(job);
        if (TextOf(job, "enabled")?.Trim().ToLowerInvariant() is "true" or "false")
        {
            job["enabled"] = string.Equals(TextOf(job, "enabled")!.Trim(), "true", StringComparison.OrdinalIgnoreCase);
        }

        if (job["schedule"] is JsonObject schedule)
        {
            Schedule(schedule);
        }

        if (job["payload"] is JsonObject payload)
        {
            Payload(payload);
        }

        return job;
    }

    private static JsonElement Inner(JsonElement raw)
    {
        foreach (var name in (ReadOnlySpan<string>)["data", "job"])
        {
            if (raw.TryGetProperty(name, out var inner) && inner.ValueKind == JsonValueKind.Object)
            {
                return inner;
            }
        }

        return raw;
    }

    private static void AgentId(JsonObject job)
    {
        if (TextOf(job, "agentId") is not { } agent)
        {
            return;
        }

        if (agent.Trim().Length == 0)
        {
            job.Remove("agentId");
        }
        else
        {
            job["agentId"] = IdNormalization.AgentId(agent);
        }
    }

    private static void Schedule(JsonObject schedule)
    {
        var moment = (TextOf(schedule, "atMs") ?? TextOf(schedule, "at")) is { } text ? AbsoluteTime.Parse(text) : null;
        if (TextOf(schedule, "kind") is null
            && (IsNumber(schedule, "atMs") || TextOf(schedule, "atMs") is not null || TextOf(schedule, "at") is not null ? "at"
                : IsNumber(schedule, "everyMs") ? "every"
                : TextOf(schedule, "expr") is not null ? "cron"
                : null) is { } kind)
        {
            schedule["kind"] = kind;
        }

        if (moment is { } at && !IsNumber(schedule, "atMs"))
        {
            schedule["atMs"] = at;
        }

        schedule.Remove("at");
    }

    private static void Payload(JsonObject payload)
    {
        var channel = Lowered(payload, "channel") ?? Lowered(payload, "provider");
        if (channel is not null)
        {
            payload["channel"] = channel;
        }

        payload.Remove("provider");
    }

    private static string? TargetOf(string? kind) => kind switch
    {
        "systemEvent" => "main",
        "agentTurn" => "isolated",
        _ => null,
    };

    private static string? Lowered(JsonObject payload, string name) =>
        TextOf(payload, name)?.Trim().ToLowerInvariant() is { Length: > 0 } text ? text : null;

    private static bool IsNothing(JsonNode? node) => node is null || (node is JsonValue value && value.GetValueKind() switch
    {
        JsonValueKind.String => value.GetValue<string>().Length == 0,
        JsonValueKind.False => true,
        _ => false,
    });

    private static bool IsNumber(JsonObject holder, string name) => holder[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number;

    private static string? TextOf(JsonObject holder, string name) =>
        holder[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
