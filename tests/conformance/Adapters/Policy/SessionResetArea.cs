using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Sessions.Resets;
using Moltbot.Policy.Sessions.Sending;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>session_reset: when a session starts anew, and whether anything may be sent to it.</summary>
public sealed class SessionResetArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("resolveSessionResetType", input => Name(ResetTypes.Of(
            input.One().Text("sessionKey"), input.One().Flag("isGroup") ?? false, input.One().Flag("isThread") ?? false))),
        new("resolveThreadFlag", input => ResetTypes.IsThread(
            input.Text("sessionKey"), input.Id("messageThreadId"), input.Text("threadLabel"),
            input.Text("threadStarterBody"), input.Text("parentSessionKey"))),
        new("resolveSessionResetPolicy", input => Policy(ResetPolicy.Resolve(
            Rules(input.Get("session")), Type(input.Text("resetType")), Rule(input.Get("resetOverride"))))),
        new("resolveChannelResetConfig", input => Rule(Rules(input.Get("session"))?.ForChannel(input.Text("channel")))),
        new("resolveDailyResetAtMs", input => SessionFreshness
            .LastDailyReset(Time(input, "now"), (int)input.Number("atHour")!, TimeZoneInfo.Utc)
            .ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)),
        new("evaluateSessionFreshness", Freshness),
        new("normalizeSendPolicy", input => SendPolicy.Normalize(input.Text("raw"))),
        new("resolveSendPolicy", input => ReadSendPolicy(input.One()).Allows(Target(input.One())) ? "allow" : "deny"),
    ];

    public IEnumerable<Difference> Differences => [];

    private static DateTimeOffset Time(JsonElement input, string name) =>
        input.Number(name) is { } ms
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)ms)
            : DateTimeOffset.Parse(input.Text(name) ?? "2026-01-18T05:00:00Z", CultureInfo.InvariantCulture);

    private static string Name(ResetType type) => type switch
    {
        ResetType.Thread => "thread",
        ResetType.Group => "group",
        _ => "dm",
    };

    private static ResetType Type(string? name) => name switch
    {
        "thread" => ResetType.Thread,
        "group" => ResetType.Group,
        _ => ResetType.Dm,
    };

    private static ResetMode? Mode(string? name) => name switch
    {
        "daily" => ResetMode.Daily,
        "idle" => ResetMode.Idle,
        _ => null,
    };

    private static ResetRule? Rule(JsonElement? rule) => rule is null
        ? null
        : new ResetRule(Mode(rule.Text("mode")), rule.Number("atHour"), rule.Number("idleMinutes"));

    private static ResetRules? Rules(JsonElement? session) => session is null
        ? null
        : new ResetRules(
            Rule(session.Get("reset")),
            session.Get("resetByType")?.EnumerateObject().ToDictionary(each => Type(each.Name), each => Rule(each.Value)!),
            session.Get("resetByChannel")?.EnumerateObject().ToDictionary(
                each => each.Name, each => Rule(each.Value)!, StringComparer.Ordinal),
            session.Number("idleMinutes"));

    private static JsonNode? Rule(ResetRule? rule) => rule is null
        ? null
        : new JsonObject
        {
            ["mode"] = rule.Mode is { } mode ? mode == ResetMode.Idle ? "idle" : "daily" : null,
            ["atHour"] = rule.AtHour,
            ["idleMinutes"] = rule.IdleMinutes,
        };

    private static JsonNode? Policy(ResetPolicy policy) =>
        Rule(new ResetRule(policy.Mode, policy.AtHour, policy.IdleMinutes));

    private static JsonNode? Freshness(JsonElement call)
    {
        var input = call.One();
        var policy = input.GetProperty("policy");
        var freshness = SessionFreshness.Evaluate(
            Time(input, "updatedAt"), Time(input, "now"),
            new ResetPolicy(
                Mode(policy.Text("mode")) ?? ResetMode.Daily, (int)(policy.Number("atHour") ?? 4), (int?)policy.Number("idleMinutes")),
            TimeZoneInfo.Utc);
        // The executed cases keep the verdict alone, the recorded ones the whole answer.
        return call.Get("args") is null
            ? freshness.IsFresh
            : new JsonObject
            {
                ["fresh"] = freshness.IsFresh,
                ["dailyResetAt"] = freshness.DailyResetAt?.ToUnixTimeMilliseconds(),
                ["idleExpiresAt"] = freshness.IdleExpiresAt?.ToUnixTimeMilliseconds(),
            };
    }

    private static SendPolicy ReadSendPolicy(JsonElement input)
    {
        var policy = input.Get("cfg").Get("session").Get("sendPolicy");
        var rules = policy.Get("rules") is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Select(rule => new SendRule(
                SendPolicy.Normalize(rule.Text("action")) == "deny",
                rule.Get("match").Text("channel"), rule.Get("match").Text("chatType"), rule.Get("match").Text("keyPrefix")))
            : [];
        return new SendPolicy([.. rules], SendPolicy.Normalize(policy.Text("default")) == "deny");
    }

    private static SendTarget Target(JsonElement input)
    {
        var entry = input.Get("entry");
        return new SendTarget(
            input.Text("sessionKey"),
            input.Text("channel") ?? entry.Text("channel") ?? entry.Text("lastChannel"),
            input.Text("chatType") ?? entry.Text("chatType"),
            entry.Text("sendPolicy"));
    }
}
