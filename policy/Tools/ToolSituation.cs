using Moltbot.Policy.Access;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Sessions;
using Moltbot.Policy.Tools.Groups;

namespace Moltbot.Policy.Tools;

/// <summary>Where tools would be used: what is known of a run. Nothing that is left out lets more happen than what is said.</summary>
public sealed record ToolSituation
{
    /// <summary>The session's key.</summary>
    public string? SessionKey { get; init; }

    /// <summary>The key of the session that started this one; its group's rules hold here too.</summary>
    public string? SpawnedBy { get; init; }

    /// <summary>The model's provider; without it no rule of a provider holds.</summary>
    public string? Provider { get; init; }

    /// <summary>The provider's own id of the model.</summary>
    public string? Model { get; init; }

    /// <summary>The channel that the message came from; the session's key may say it too.</summary>
    public string? Channel { get; init; }

    /// <summary>The channel account; the default one when left out.</summary>
    public string? AccountId { get; init; }

    /// <summary>The group, as the platform writes its id; session keys have it in lower case.</summary>
    public string? GroupId { get; init; }

    /// <summary>The server or team the group belongs to, by id or name.</summary>
    public string? GroupSpace { get; init; }

    /// <summary>The group's name, <c>#general</c> say.</summary>
    public string? GroupChannel { get; init; }

    /// <summary>Who asks.</summary>
    public SenderIdentity? Sender { get; init; }

    /// <summary>
    /// The groups whose rules hold: the session's own, the one named beside it, the spawning session's; each once. What a caller
    /// names never takes the place of what the session's key says.
    /// </summary>
    internal IReadOnlyList<GroupAddress> Groups()
    {
        var groups = new List<GroupAddress>(3);
        if (GroupOf(SessionKey) is { } own)
        {
            var isSame = string.Equals(own.Id, GroupId?.Trim(), StringComparison.OrdinalIgnoreCase);
            groups.Add(Address(own.Channel, isSame ? GroupId! : own.Id));
        }

        var spawner = GroupOf(SpawnedBy);
        var channel = ChannelIds.Normalize(Channel) ?? groups.FirstOrDefault()?.Channel ?? spawner?.Channel;
        if (GroupId?.Trim() is { Length: > 0 } && channel is not null && !groups.Exists(each => each.IsSame(channel, GroupId)))
        {
            groups.Add(Address(channel, GroupId));
        }

        if (spawner is not null && !groups.Exists(each => each.IsSame(spawner.Channel, spawner.Id)))
        {
            groups.Add(new GroupAddress(spawner.Channel, AccountId, spawner.Id, null, null));
        }

        return groups;
    }

    private static GroupSessionKey? GroupOf(string? sessionKey)
    {
        var key = ThreadKeys.ParentOf(sessionKey) ?? (sessionKey ?? "").Trim();
        var rest = AgentSessionKey.Parse(key)?.Rest ?? key;
        const string subagent = "subagent:";
        return GroupSessionKey.Parse(rest.StartsWith(subagent, StringComparison.Ordinal) ? rest[subagent.Length..] : rest);
    }

    private GroupAddress Address(string channel, string id) =>
        new(ChannelIds.Normalize(channel) ?? channel, AccountId, id, GroupSpace, GroupChannel);
}
