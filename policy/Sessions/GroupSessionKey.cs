namespace Moltbot.Policy.Sessions;

/// <summary>The agent-less key of a group, <c>telegram:group:-100</c>, and its parts.</summary>
/// <param name="Channel">The channel id.</param>
/// <param name="Kind"><c>group</c> or <c>channel</c>.</param>
/// <param name="Id">The group, lower-cased when it comes from an origin.</param>
public sealed record GroupSessionKey(string Channel, string Kind, string Id)
{
    /// <summary>The key as text.</summary>
    public string Key => $"{Channel}:{Kind}:{Id}";

    /// <summary>The group a message came from; null for a direct message or one whose channel is not known.</summary>
    /// <param name="origin">Where the message came from.</param>
    /// <param name="isChannel">Whether a text is the id of a channel we know; then the address carries its own channel.</param>
    public static GroupSessionKey? FromOrigin(GroupOrigin origin, Func<string, bool> isChannel)
    {
        var from = (origin.From ?? "").Trim();
        var chatType = SessionKeys.Lowered(origin.ChatType);
        var isWhatsAppGroup = from.EndsWith("@g.us", StringComparison.OrdinalIgnoreCase);
        var looksLikeGroup = chatType is PeerKinds.Group or PeerKinds.Channel || isWhatsAppGroup
            || from.Contains(":group:", StringComparison.Ordinal) || from.Contains(":channel:", StringComparison.Ordinal);
        if (!looksLikeGroup)
        {
            return null;
        }

        var parts = from.Split(':', StringSplitOptions.RemoveEmptyEntries);
        var head = parts.Length > 0 ? SessionKeys.Lowered(parts[0]) : "";
        var headIsChannel = head.Length > 0 && isChannel(head);
        var channel = headIsChannel ? head
            : origin.Provider is not null ? SessionKeys.Lowered(origin.Provider)
            : isWhatsAppGroup ? "whatsapp" : "";
        if (channel.Length == 0)
        {
            return null;
        }

        var second = parts.Length > 1 ? SessionKeys.Lowered(parts[1]) : "";
        var secondIsKind = second is PeerKinds.Group or PeerKinds.Channel;
        var kind = secondIsKind ? second
            : from.Contains(":channel:", StringComparison.Ordinal) || chatType == PeerKinds.Channel ? PeerKinds.Channel
            : PeerKinds.Group;
        var id = headIsChannel ? string.Join(':', parts.Skip(secondIsKind ? 2 : 1)) : from;
        id = SessionKeys.Lowered(id);
        return id.Length == 0 ? null : new GroupSessionKey(channel, kind, id);
    }

    /// <summary>The group a session key names, with or without its agent; null when it names none.</summary>
    public static GroupSessionKey? Parse(string sessionKey)
    {
        var rest = AgentSessionKey.Parse(sessionKey)?.Rest ?? sessionKey;
        var parts = rest.Split(':', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length >= 3 && parts[1] is (PeerKinds.Group or PeerKinds.Channel)
            ? new GroupSessionKey(parts[0], parts[1], string.Join(':', parts.Skip(2)))
            : null;
    }
}
