using Moltbot.Policy.Access.Groups.Guilds;
using Moltbot.Policy.Explanations;

namespace Moltbot.Policy.Access.Admission;

/// <summary>What the gates say of something in a guild, or in a group chat outside guilds.</summary>
internal sealed class GuildSteps(InboundUpdate update, AccessRules rules, AccessKeys keys, AdmissionDecision decision)
{
    private readonly GuildPlace? _place = update.Place;
    private readonly EntryMatch<GuildRule>? _guild = update.Place is { } place ? rules.Guilds!.GuildOf(place) : null;
    private readonly EntryMatch<GuildChannelRule>? _channel = update.Place is { } place ? rules.Guilds!.ChannelOf(place) : null;

    /// <summary>All of them, as if each decided.</summary>
    public IReadOnlyList<AdmissionStep> All() => [SenderStep.Of(update), Policy(), Place(), Senders(), Commands(), Mention()];

    private AdmissionStep Policy() => new(
        AdmissionGate.Groups, default, $"{keys.GroupPolicy} is {rules.Group.ToString().ToLowerInvariant()}", keys.GroupPolicy,
        Change: new(ConfigChangeKind.Set, keys.GroupPolicy, "allowlist"));

    private AdmissionStep Place()
    {
        if (_place is null)
        {
            return new(AdmissionGate.Group, default, "the platform names no group");
        }

        if (_place.GuildId is not { } guildId)
        {
            return OutsideGuilds(_place);
        }

        if (decision.Reason == AdmissionReason.GroupListedByName)
        {
            var named = _guild!.IsByName ? keys.Guild(_guild.Key) : keys.Guild(_guild.Key, "channels", _channel!.Key);
            var byId = _guild.IsByName ? keys.Guild(guildId) : keys.Guild(_guild.Key, "channels", _place.ParentId ?? _place.ChannelId);
            return new(AdmissionGate.Group, default, $"{named} goes by a name, which anybody may give to a place of theirs", named, Change: new(ConfigChangeKind.Set, byId, "{}"));
        }

        if (_guild is null)
        {
            var listed = keys.Guild(guildId);
            if (decision.Reason != AdmissionReason.GroupNotListed)
            {
                return new(AdmissionGate.Group, default, $"no guild is listed, and {keys.GroupPolicy} is open", keys.GroupPolicy);
            }

            return new(AdmissionGate.Group, default, "the guild is not listed", listed, Change: new(ConfigChangeKind.Set, listed, "{}"));
        }

        if (_channel is null)
        {
            var listed = keys.Guild(_guild.Key, "channels", _place.ParentId ?? _place.ChannelId);
            return _guild.Rule.Channels is null
                ? new(AdmissionGate.Group, default, $"{_guild.Key} is listed among the guilds", keys.Guild(_guild.Key))
                : new(AdmissionGate.Group, default, "the guild lists channels, and this one is not among them", listed, Change: new(ConfigChangeKind.Set, listed, "{}"));
        }

        var allow = keys.Guild(_guild.Key, "channels", _channel.Key, "allow");
        return new(
            AdmissionGate.Group, default, $"{_channel.Key} is {(_channel.Rule.IsAllowed ? "listed" : "switched off")} among the guild's channels", allow,
            Change: new(ConfigChangeKind.Set, allow, "true"));
    }

    /// <summary>A group chat that belongs to no guild: two keys say which of them count.</summary>
    private AdmissionStep OutsideGuilds(GuildPlace place)
    {
        var (enabled, listed) = (keys.Direct("groupEnabled"), keys.Direct("groupChannels"));
        return rules.GroupChats is not { IsEnabled: true } chats
            ? new(AdmissionGate.Group, default, $"{enabled} is not on: no group chat outside guilds is looked at", enabled, Change: new(ConfigChangeKind.Set, enabled, "true"))
            : !chats.Allows(place)
            ? new(AdmissionGate.Group, default, $"{listed} does not list the chat", listed, Change: new(ConfigChangeKind.Add, listed, place.ChannelId))
            : new(AdmissionGate.Group, default, chats.Channels is null ? $"{enabled} lets in all group chats outside guilds" : $"{listed} lists the chat", chats.Channels is null ? enabled : listed);
    }

    private AdmissionStep Senders()
    {
        if (_guild is null)
        {
            return new(AdmissionGate.GroupSenders, default, "everybody in the chat counts");
        }

        var (users, key) = Users(_guild);
        return users is null
            ? new(AdmissionGate.GroupSenders, default, $"everybody in the chat counts: {key} is not set", key)
            : SenderStep.EntryOf(update, users) is { } entry
            ? new(AdmissionGate.GroupSenders, default, $"{entry} in {key} names the sender", key, entry)
            : new(AdmissionGate.GroupSenders, default, $"{key} does not name the sender", key, Change: new(ConfigChangeKind.Add, key, update.Sender.Id ?? ""));
    }

    private AdmissionStep Commands() => new(
        AdmissionGate.Commands, default, $"commands are given by those whom {keys.AllowFrom}{(_guild is null ? "" : $" or {Users(_guild).Key}")} names", "commands.useAccessGroups",
        Change: new(ConfigChangeKind.Add, keys.AllowFrom, update.Sender.Id ?? ""));

    private AdmissionStep Mention()
    {
        if (ActivationStep.Of(rules, decision) is { } activation)
        {
            return activation;
        }

        var isNeeded = decision.Reason == AdmissionReason.NotMentioned;
        var reason = isNeeded ? "the assistant has to be mentioned and was not: it is kept and shown with the next message that counts"
            : decision.WasMentioned ? "the assistant is meant" : "the assistant need not be mentioned";
        var place = _guild is null ? null
            : _channel?.Rule.RequireMention is not null ? keys.Guild(_guild.Key, "channels", _channel.Key, "requireMention")
            : keys.Guild(_guild.Key, "requireMention");
        return new(
            AdmissionGate.Mention, default, reason, place,
            Change: place is null ? null : isNeeded ? new(ConfigChangeKind.Set, place, "false") : new(ConfigChangeKind.Set, keys.GroupPolicy, "disabled"));
    }

    private (IReadOnlyList<string>? Users, string Key) Users(EntryMatch<GuildRule> guild) =>
        _channel?.Rule.Users is { } ofChannel
            ? (ofChannel, keys.Guild(guild.Key, "channels", _channel.Key, "users"))
            : (guild.Rule.Users, keys.Guild(guild.Key, "users"));
}
