using System.Text.Json;
using Moltbot.Policy.Channels;

namespace Moltbot.Policy.Configuration.Views;

/// <summary><c>channels</c>: the platforms people write on.</summary>
public sealed record ChannelsConfig
{
    /// <summary>The group policy for channels that do not say (<c>channels.defaults.groupPolicy</c>): <c>open</c>, <c>disabled</c> or <c>allowlist</c>.</summary>
    public string? DefaultGroupPolicy { get; init; }

    /// <summary>The configured channels' ids, without <c>defaults</c>.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>Null when Telegram is not configured.</summary>
    public TelegramConfig? Telegram { get; init; }

    /// <summary>Null when Discord is not configured.</summary>
    public DiscordConfig? Discord { get; init; }

    /// <summary>The whole section.</summary>
    public ConfigSection Section { get; init; }

    /// <summary>A channel's section; does not exist when the channel is not configured.</summary>
    public ConfigSection Channel(string id) => Section.Section(id);

    /// <summary>
    /// One account's settings: the channel's section overlaid by <c>accounts.&lt;id&gt;</c> (found by its canonical id), key by
    /// key and without <c>accounts</c> itself.
    /// </summary>
    public ConfigSection Account(string channel, string? accountId) => ChannelAccounts.Merge(Channel(channel), accountId);

    /// <summary>The accounts of a channel; <c>default</c> alone when it lists none, nothing when it is not configured.</summary>
    public IReadOnlyList<string> AccountIds(string channel) => ChannelAccounts.Ids(Channel(channel));

    /// <summary>What an account is declared to be able to, its own list over the channel's; null when nothing is declared.</summary>
    public IReadOnlyList<string>? Capabilities(string? channel, string? accountId)
    {
        if (ChannelIds.Normalize(channel) is not { } id)
            return null;
        var section = Channel(id);
        return Declared(ChannelAccounts.Find(section, ConfigIds.Account(accountId))) ?? Declared(section);

        static IReadOnlyList<string>? Declared(ConfigSection owner)
        {
            var names = owner.Strings("capabilities").Select(static name => name.Trim()).Where(static name => name.Length > 0).ToList();
            return names.Count > 0 ? names : null;
        }
    }

    internal static ChannelsConfig From(ConfigSection section) => new()
    {
        DefaultGroupPolicy = section.Section("defaults").String("groupPolicy"),
        Ids = section.Exists
            ? [.. section.Element.EnumerateObject()
                .Where(static entry => entry.Name != "defaults" && entry.Value.ValueKind == JsonValueKind.Object)
                .Select(static entry => entry.Name)]
            : [],
        Telegram = TelegramConfig.From(section.Section("telegram")),
        Discord = DiscordConfig.From(section.Section("discord")),
        Section = section,
    };
}
