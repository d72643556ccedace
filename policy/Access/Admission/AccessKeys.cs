using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Policy.Access.Admission;

/// <summary>Where the access rules of one channel account stand in the configuration: an account's own key, else its channel's.</summary>
/// <param name="channels">The configured channels.</param>
/// <param name="channel">The channel id.</param>
/// <param name="account">The canonical account id.</param>
public sealed class AccessKeys(ChannelsConfig channels, string channel, string account)
{
    private readonly bool _hasDmSection = channel is ChannelIds.Discord or ChannelIds.Slack or ChannelIds.GoogleChat or ChannelIds.Matrix;

    /// <summary>Who is asked what happens to direct messages.</summary>
    public string DmPolicy => _hasDmSection ? Of("dm", "policy") : Of("dmPolicy");

    /// <summary>The senders.</summary>
    public string AllowFrom => _hasDmSection ? Of("dm", "allowFrom") : Of("allowFrom");

    /// <summary>Which groups are looked at.</summary>
    public string GroupPolicy => Of("groupPolicy");

    /// <summary>The senders of groups.</summary>
    public string GroupAllowFrom => Of("groupAllowFrom");

    /// <summary>Whether the account is switched on: its own key, when the channel is.</summary>
    public string Enabled => channels.Channel(channel).Bool("enabled") == false ? $"channels.{channel}.enabled" : Of("enabled");

    /// <summary>A key of a group's entry; null on channels that list their groups in another way.</summary>
    /// <param name="groupId">The group, or <c>*</c>.</param>
    /// <param name="rest">The keys in it.</param>
    public string? Group(string groupId, params ReadOnlySpan<string> rest)
    {
        if (channel is ChannelIds.Discord or ChannelIds.Slack)
        {
            return null;
        }

        var place = ToolPolicyConfig.Place(Of("groups"), groupId);
        foreach (var key in rest)
        {
            place = ToolPolicyConfig.Place(place, key);
        }

        return place;
    }

    /// <summary>A key of a guild's entry.</summary>
    /// <param name="guild">The entry.</param>
    /// <param name="rest">The keys in it.</param>
    public string Guild(string guild, params ReadOnlySpan<string> rest)
    {
        var place = ToolPolicyConfig.Place(Of("guilds"), guild);
        foreach (var key in rest)
        {
            place = ToolPolicyConfig.Place(place, key);
        }

        return place;
    }

    /// <summary>A key of the section of direct messages, where there is one.</summary>
    public string Direct(string key) => Of("dm", key);

    private string Of(string key, string? inner = null)
    {
        var own = ChannelAccounts.Find(channels.Channel(channel), account);
        var owner = own.Has(key) ? $"channels.{channel}.accounts.{account}" : $"channels.{channel}";
        return inner is null ? $"{owner}.{key}" : $"{owner}.{key}.{inner}";
    }
}
