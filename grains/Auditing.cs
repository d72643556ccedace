using System.Text.Json;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.Grains.Agents.Tools;

namespace Moltbot.Grains;

/// <summary>Makes audit entries.</summary>
internal static class Auditing
{
    /// <summary>An entry with a random id, for what happens once by its nature.</summary>
    public static AuditEntry Entry(long timestamp, string actor, string action, string target, params ReadOnlySpan<(string Key, string? Value)> details) =>
        Entry($"{action}:{Guid.NewGuid():N}", timestamp, actor, action, target, details);

    /// <summary>That a tool is run, on record before it is.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="context">For whom.</param>
    /// <param name="tool">The tool.</param>
    /// <param name="callId">The call, by a random id of ours.</param>
    /// <param name="details">What else is to be known of it.</param>
    public static AuditEntry ToolRun(TimeProvider time, ToolContext context, string tool, string callId, params ReadOnlySpan<(string Key, string? Value)> details) =>
        Entry("tool.run:" + callId, time.GetUtcNow().ToUnixTimeMilliseconds(), context.Principal, "tool.run", context.SessionKey,
            [("tool", tool), ("call", callId), ("run", context.RunId), .. details]);

    /// <summary>An entry with a deterministic id, for what may be handed over twice.</summary>
    public static AuditEntry Entry(
        string id, long timestamp, string actor, string action, string target, params ReadOnlySpan<(string Key, string? Value)> details)
    {
        string? json = null;
        if (details.Length > 0)
        {
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream))
            {
                writer.WriteStartObject();
                foreach ((string key, string? value) in details)
                {
                    writer.WriteString(key, value);
                }

                writer.WriteEndObject();
            }

            json = System.Text.Encoding.UTF8.GetString(stream.ToArray());
        }

        return new AuditEntry { Id = id, Timestamp = timestamp, Actor = actor, Action = action, Target = target, DetailsJson = json };
    }
}
