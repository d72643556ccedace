using Moltbot.Policy.Channels;

namespace Moltbot.Policy.Sessions.Sending;

/// <summary>May anything be sent to this session (security.md §12)?</summary>
/// <param name="Rules">The rules; any deny that matches wins, then any allow.</param>
/// <param name="DefaultDeny">The answer when no rule matches.</param>
public sealed record SendPolicy(IReadOnlyList<SendRule> Rules, bool DefaultDeny = false)
{
    public static readonly SendPolicy AllowAll = new([]);

    /// <summary>Reads <c>allow</c> or <c>deny</c>; null for anything else.</summary>
    public static string? Normalize(string? raw) =>
        SessionKeys.Lowered(raw) is ("allow" or "deny") and var value ? value : null;

    /// <summary>
    /// What <c>/send</c> makes of a session's own setting. Who writes in a chat narrows what the configuration allows and takes that back;
    /// what lifts the configuration's rules is an operator's to set.
    /// </summary>
    /// <param name="own">The session's setting: <c>allow</c>, <c>deny</c> or null.</param>
    /// <param name="mode">What is asked for: <c>allow</c>, <c>deny</c> or <c>inherit</c>.</param>
    public static string? Switched(string? own, string mode) => mode switch
    {
        "deny" => mode,
        "allow" when own == mode => own,
        _ => null,
    };

    /// <summary>Whether sending is allowed. The session's own setting wins over all rules.</summary>
    public bool Allows(SendTarget target)
    {
        if (Normalize(target.Override) is { } own)
        {
            return own == "allow";
        }

        var key = SessionKeys.Lowered(target.SessionKey);
        var channel = SessionKeys.Lowered(target.Channel) is { Length: > 0 } named ? named : ChannelOf(key);
        var chatType = ChatTypes.Normalize(target.ChatType) ?? ChatTypeOf(key);
        var matching = Rules.Where(rule => Matches(rule, channel, chatType, key)).ToList();
        return matching.Count > 0 ? !matching.Exists(rule => rule.Deny) : !DefaultDeny;
    }

    private static bool Matches(SendRule rule, string? channel, string? chatType, string key)
    {
        var wantedChannel = SessionKeys.Lowered(rule.Channel);
        var wantedType = ChatTypes.Normalize(rule.ChatType);
        var prefix = SessionKeys.Lowered(rule.KeyPrefix);
        return (wantedChannel.Length == 0 || wantedChannel == channel)
            && (wantedType is null || wantedType == chatType)
            && (prefix.Length == 0 || key.StartsWith(prefix, StringComparison.Ordinal));
    }

    // The original looks only at keys without an agent, so a rule for a channel never met the keys in use.
    private static string? ChannelOf(string key)
    {
        var rest = AgentSessionKey.Parse(key)?.Rest ?? key;
        var parts = rest.Split(':', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length >= 3 && (IsKind(parts[1]) || (parts.Length >= 4 && parts[2] == PeerKinds.Dm)) ? parts[0] : null;
    }

    private static string? ChatTypeOf(string key) =>
        key.Contains(":group:", StringComparison.Ordinal) ? ChatTypes.Group
        : key.Contains(":channel:", StringComparison.Ordinal) ? ChatTypes.Channel
        : null;

    private static bool IsKind(string part) => part is PeerKinds.Group or PeerKinds.Channel or PeerKinds.Dm;
}
