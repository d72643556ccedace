using System.Runtime.CompilerServices;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Sessions.Resets;
using Moltbot.Policy.Sessions.Sending;

namespace Moltbot.Grains.Sessions;

/// <summary>A configuration's rules for sessions in the form that policy judges by, made once a version.</summary>
internal sealed class SessionRules
{
    private static readonly ConditionalWeakTable<ConfigDocument, SessionRules> Compiled = [];

    private readonly SendPolicy _sending;
    private readonly ResetRules _resets;

    private SessionRules(ConfigDocument document)
    {
        SendPolicyConfig? sending = document.Session.SendPolicy;
        _sending = sending is null
            ? SendPolicy.AllowAll
            : new SendPolicy(
                [.. sending.Rules.Select(rule => new SendRule(rule.Action != "allow", rule.Channel, rule.ChatType, rule.KeyPrefix))],
                sending.Default == "deny");
        SessionConfig session = document.Session;
        _resets = new ResetRules(
            session.Reset is { } reset ? Rule(reset) : null,
            session.ResetByType.Count == 0
                ? null
                : session.ResetByType.Where(type => TypeOf(type.Key) is not null).ToDictionary(type => TypeOf(type.Key)!.Value, type => Rule(type.Value)),
            session.ResetByChannel.Count == 0
                ? null
                : session.ResetByChannel.ToDictionary(channel => channel.Key.ToLowerInvariant(), channel => Rule(channel.Value), StringComparer.Ordinal),
            session.IdleMinutes);
    }

    /// <summary>Whether the session may be written to.</summary>
    /// <param name="document">The tenant's configuration.</param>
    /// <param name="request">What is written.</param>
    /// <param name="entry">The session; null for one that is not there yet.</param>
    /// <param name="pastOwnDeny">Whether a deny of the session's own counts for nothing.</param>
    public static bool MaySend(ConfigDocument document, TurnRequest request, SessionEntry? entry, bool pastOwnDeny = false)
    {
        string? own = entry?.Settings.SendPolicy;
        return MaySend(document, new SendTarget(
            request.SessionKey,
            request.ReplyTo?.Channel ?? entry?.Channel,
            ChatTypeOf(request.ReplyTo) ?? entry?.ChatType,
            pastOwnDeny && SendPolicy.Normalize(own) == "deny" ? null : own));
    }

    /// <summary>Whether anything may be sent, by <c>session.sendPolicy</c> and what the session has set over it.</summary>
    public static bool MaySend(ConfigDocument document, SendTarget target) => Of(document)._sending.Allows(target);

    /// <summary>Whether the next message goes on with the session.</summary>
    public static bool IsFresh(ConfigDocument document, TurnRequest request, SessionEntry entry, DateTimeOffset now, TimeZoneInfo zone)
    {
        SessionRules rules = Of(document);
        ResetType type = ResetTypes.Of(
            entry.Key, request.ReplyTo?.ChatKind is ChatKind.Group or ChatKind.Channel, request.ReplyTo?.ThreadId is not null);
        ResetPolicy policy = ResetPolicy.Resolve(rules._resets, type, rules._resets.ForChannel(request.ReplyTo?.Channel ?? entry.Channel));
        return SessionFreshness.Evaluate(DateTimeOffset.FromUnixTimeMilliseconds(entry.UpdatedAt), now, policy, zone).IsFresh;
    }

    /// <summary>As session entries name the kind of chat.</summary>
    public static string? ChatTypeOf(ReplyTarget? target) => target?.ChatKind switch
    {
        null => null,
        ChatKind.Group => "group",
        ChatKind.Channel => "channel",
        _ => "direct",
    };

    private static SessionRules Of(ConfigDocument document) => Compiled.GetValue(document, static made => new SessionRules(made));

    private static ResetRule Rule(ResetRuleConfig rule) => new(
        rule.Mode switch
        {
            "daily" => ResetMode.Daily,
            "idle" => ResetMode.Idle,
            _ => null,
        },
        rule.AtHour,
        rule.IdleMinutes);

    private static ResetType? TypeOf(string name) => name switch
    {
        "dm" => ResetType.Dm,
        "group" => ResetType.Group,
        "thread" => ResetType.Thread,
        _ => null,
    };
}
