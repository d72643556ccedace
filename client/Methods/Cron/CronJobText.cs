using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.GrainInterfaces.Cron;
using Moltbot.Protocol.Json;

namespace Moltbot.Gateway.Methods.Cron;

/// <summary>A job as clients read it.</summary>
internal static class CronJobText
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text(JsonNode node) => node.ToJsonString(Plain);

    public static RawJson Of(CronJobView job)
    {
        JsonObject text = Parse(job);
        text["id"] = job.Id;
        text["createdAtMs"] = job.CreatedAt;
        text["updatedAtMs"] = job.UpdatedAt;
        var state = new JsonObject();
        Put(state, "nextRunAtMs", job.NextDue);
        Put(state, "runningAtMs", job.RunningSince);
        Put(state, "lastRunAtMs", job.LastRun?.StartedAt);
        Put(state, "lastStatus", job.LastRun?.Status);
        Put(state, "lastError", job.LastRun?.Error);
        Put(state, "lastDurationMs", job.LastRun?.EndedAt - job.LastRun?.StartedAt);
        text["state"] = state;
        if (job.Maker is { } maker)
        {
            text["maker"] = new JsonObject { ["sessionKey"] = maker.SessionKey, ["principal"] = maker.Principal };
        }

        return new RawJson(Encoding.UTF8.GetBytes(Text(text)));
    }

    /// <summary>Whether it runs by itself.</summary>
    public static bool IsEnabled(CronJobView job) => Parse(job)["enabled"] is JsonValue enabled && enabled.GetValueKind() == JsonValueKind.True;

    /// <summary>Whether all it does is leave a line, which is done when it has begun.</summary>
    public static bool IsLine(CronJobView job) => (string?)Parse(job)["sessionTarget"] == "main" && (string?)Parse(job)["wakeMode"] != "now";

    private static JsonObject Parse(CronJobView job) => (JsonObject)JsonNode.Parse(job.SpecJson)!;

    private static void Put<T>(JsonObject holder, string name, T? value)
    {
        if (value is not null)
        {
            holder[name] = JsonValue.Create(value);
        }
    }
}
