using System.Text.Json;
using System.Text.Json.Nodes;

namespace Moltbot.Policy.Cron;

/// <summary>A change of a job: what it names replaces what was there, a payload of the same kind member by member.</summary>
public static class CronPatch
{
    private static readonly string[] Members =
        ["name", "agentId", "description", "enabled", "deleteAfterRun", "schedule", "sessionTarget", "wakeMode", "payload", "isolation"];

    /// <summary>The job after the change. What has run, and when, is not for a client to change: <c>state</c> counts for nothing.</summary>
    /// <param name="job">The job.</param>
    /// <param name="patch">The change, in the form that <see cref="CronInput.Patch"/> makes.</param>
    public static JsonObject Apply(JsonElement job, JsonObject patch)
    {
        var changed = CronJson.Copy(job);
        foreach (var name in Members)
        {
            if (!patch.TryGetPropertyValue(name, out var value))
            {
                continue;
            }

            if (value is null)
            {
                changed.Remove(name);
            }
            else if (name == "payload" && value is JsonObject after && changed["payload"] is JsonObject before && KindOf(after) == KindOf(before))
            {
                Merge(before, after);
            }
            else
            {
                changed[name] = value.DeepClone();
            }
        }

        return changed;
    }

    private static void Merge(JsonObject payload, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            payload[name] = value?.DeepClone();
        }
    }

    private static string? KindOf(JsonObject payload) =>
        payload["kind"] is JsonValue kind && kind.GetValueKind() == JsonValueKind.String ? kind.GetValue<string>() : null;
}
