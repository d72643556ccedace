using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.Heartbeats;

/// <summary>What of a heartbeat people see on a channel.</summary>
/// <param name="ShowOk">Whether an answer that says all is well is sent.</param>
/// <param name="ShowAlerts">Whether anything else is sent.</param>
/// <param name="UseIndicator">Whether clients show that one ran.</param>
public sealed record HeartbeatVisibility(bool ShowOk, bool ShowAlerts, bool UseIndicator)
{
    /// <summary>An account's own settings over its channel's over <c>channels.defaults</c>; webchat has the defaults only.</summary>
    /// <param name="channels">The section <c>channels</c>.</param>
    /// <param name="channel">The channel's id.</param>
    /// <param name="accountId">The account; null = none.</param>
    public static HeartbeatVisibility Of(ConfigSection channels, string channel, string? accountId)
    {
        var own = channel == ChannelIds.WebChat ? default : channels.Section(channel);
        ConfigSection[] layers =
        [
            accountId is null ? default : own.Section("accounts").Section(accountId).Section("heartbeat"),
            own.Section("heartbeat"),
            channels.Section("defaults").Section("heartbeat"),
        ];
        bool Read(string key, bool otherwise) => layers.Select(layer => layer.Bool(key)).FirstOrDefault(value => value is not null) ?? otherwise;
        return new HeartbeatVisibility(Read("showOk", false), Read("showAlerts", true), Read("useIndicator", true));
    }
}
