using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Methods.Outbound;
using Moltbot.Gateway.Methods.Sessions;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Cron;
using Moltbot.Policy.Sessions;
using Moltbot.Protocol.Errors;

namespace Moltbot.Gateway.Methods.Cron;

/// <summary>A job that may be stored.</summary>
/// <param name="SpecJson">What it does and when.</param>
/// <param name="Target">The chat that it names; null when it names none.</param>
internal sealed record CronWish(string SpecJson, ReplyTarget? Target);

/// <summary>
/// Judges a job when it is written down, while whoever writes it is there to be told what is wrong: its agent, its time, its words, the
/// chat that it names.
/// </summary>
internal sealed class CronWishes(ITenantViews views, SendTargets targets, TimeProvider time)
{
    /// <summary>The job, or what is wrong with it.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="job">The job, of the shape of <c>cron.add</c>.</param>
    /// <param name="isTargetNew">Whether the chat that it names is to be found.</param>
    public async ValueTask<GatewayResult<CronWish>> Read(MethodCall call, JsonObject job, bool isTargetNew)
    {
        ConfigDocument document = await views.Configuration(call.Tenant);
        foreach (string empty in job.Where(static member => member.Value is null).Select(static member => member.Key).ToList())
        {
            job.Remove(empty);
        }

        using JsonDocument parsed = JsonDocument.Parse(CronJobText.Text(job));
        (CronJobSpec? spec, string? problem) = CronJobSpec.Read(parsed.RootElement, TimeZoneInfo.Utc);
        if (spec is null)
        {
            return CronJobSpec.IsCombination(problem!) ? GatewayError.Unavailable($"Error: {problem}") : GatewayError.InvalidParams(call.Method, problem!);
        }

        if ((spec.Schedule.RefusalOf(time.GetUtcNow().ToUnixTimeMilliseconds()) ?? Unknown(document, spec)) is { } refusal)
        {
            return GatewayError.InvalidParams(call.Method, refusal);
        }

        if (spec.Thinking is { } level)
        {
            if (!SettingWords.Thinking(level).TryGet(out string? thinking, out GatewayError? bad))
            {
                return bad;
            }

            job["payload"]!["thinking"] = thinking;
        }

        ReplyTarget? target = null;
        if (isTargetNew && spec is { Delivers: true, To: { } to })
        {
            if (spec.Channel is null)
            {
                return GatewayError.InvalidParams(call.Method, $"payload.to needs payload.channel ({string.Join(", ", targets.Offered.Order(StringComparer.Ordinal))})");
            }

            if (!(await targets.Find(call, document, spec.Channel, to, null, null)).TryGet(out target, out GatewayError? bad))
            {
                return bad;
            }
        }

        return new CronWish(CronJobText.Text(job), target);
    }

    private static string? Unknown(ConfigDocument document, CronJobSpec spec) =>
        spec.AgentId is { } agent && !document.Agents.Ids.Contains(IdNormalization.AgentId(agent), StringComparer.Ordinal)
            ? $"unknown agent id \"{agent}\" (there are {string.Join(", ", document.Agents.Ids)})"
        : spec.Channel is { } channel && !ChannelIds.IsKnown(channel) ? $"unknown channel: {channel}"
        : null;
}
