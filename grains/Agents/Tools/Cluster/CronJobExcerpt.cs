using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.GrainInterfaces.Cron;
using Moltbot.Policy.Values;

namespace Moltbot.Grains.Agents.Tools.Cluster;

/// <summary>Jobs and their runs as models read them: long texts cut.</summary>
internal static class CronJobExcerpt
{
    /// <summary>Longest text told of a job, UTF-16 units: enough to know it again.</summary>
    private const int MaxText = 500;

    /// <summary>The job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="turn">Who is told.</param>
    public static JsonObject Of(CronJobView job, CronMaker turn)
    {
        var told = (JsonObject)JsonNode.Parse(job.SpecJson)!;
        Cut(told, "description");
        if (told["payload"] is JsonObject payload)
        {
            Cut(payload, "text");
            Cut(payload, "message");
        }

        told.Insert(0, "id", job.Id);
        told["own"] = job.Maker?.IsOfSession(turn) == true;
        told["madeBy"] = job.Maker?.SessionKey ?? "operator";
        told["state"] = ToolJson.Of(
            ("nextRunAtMs", job.NextDue),
            ("runningAtMs", job.RunningSince),
            ("lastRunAtMs", job.LastRun?.StartedAt),
            ("lastStatus", job.LastRun?.Status),
            ("lastError", job.LastRun?.Error));
        return told;
    }

    /// <summary>A run.</summary>
    public static JsonNode Of(CronRun run) => ToolJson.Of(
        ("endedAtMs", run.EndedAt), ("status", run.Status), ("error", run.Error), ("summary", run.Summary), ("runAtMs", run.StartedAt), ("nextRunAtMs", run.NextDue));

    /// <summary>Whether it runs by itself.</summary>
    public static bool IsEnabled(CronJobView job)
    {
        using JsonDocument spec = JsonDocument.Parse(job.SpecJson);
        return spec.RootElement.TryGetProperty("enabled", out JsonElement enabled) && enabled.ValueKind == JsonValueKind.True;
    }

    private static void Cut(JsonObject holder, string name)
    {
        if (holder[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is { Length: > MaxText } text)
        {
            holder[name] = TextPrefix.Of(text, MaxText) + " [cut]";
        }
    }
}
