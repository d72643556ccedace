using Moltbot.Policy.Access.Allowlists;
using Moltbot.Policy.Access.Groups;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Policy.Tools.Groups;

/// <summary>The groups of one channel account, as its configuration lists them; on Discord within their servers.</summary>
internal sealed class GroupToolMap
{
    private readonly string _channel;
    private readonly GroupEntries<Listed> _listed;

    private GroupToolMap(string channel, ConfigSection groups, string key, ToolVocabulary vocabulary)
    {
        _channel = channel;
        _listed = new(groups.Exists
            ? groups.Element.EnumerateObject().SelectMany(entry => Members(entry.Name, new ConfigSection(entry.Value), key, vocabulary))
            : []);
    }

    /// <summary>The groups of an account: its own map, else the channel's.</summary>
    public static GroupToolMap From(ChannelsConfig channels, string channel, string? account, ToolVocabulary vocabulary)
    {
        var map = channel switch { ChannelIds.Discord => "guilds", ChannelIds.Slack => "channels", _ => "groups" };
        var section = channels.Channel(channel);
        var own = account is null ? default : ChannelAccounts.Find(section, account);
        return own.Has(map)
            ? new(channel, own.Section(map), $"channels.{channel}.accounts.{ConfigIds.Account(account)}.{map}", vocabulary)
            : new(channel, section.Section(map), $"channels.{channel}.{map}", vocabulary);
    }

    /// <summary>What is said of a group, the narrowest first. An entry that says nothing of tools leaves it to the next.</summary>
    public IEnumerable<GroupTools> Of(GroupAddress group)
    {
        var name = group.Name?.Trim().TrimStart('#');
        if (_channel != ChannelIds.Discord)
        {
            IEnumerable<string?> keys = _channel switch
            {
                ChannelIds.Slack => [group.Id, $"#{name}", name, Slugs.OfSlack(name)],
                ChannelIds.Telegram => [TelegramGroupId.Parse(group.Id).ChatId, group.Id],
                _ => [group.Id],
            };
            return Both(_listed.Find(keys)?.Tools, _listed.Everywhere?.Tools);
        }

        var slug = Slugs.Of(name);
        var guild = _listed.Find([group.Space, Slugs.Of(group.Space)]);
        return new[] { guild, _listed.Everywhere }.OfType<Listed>().Distinct().SelectMany(each =>
            Both(each.Channels?.Find([group.Id, slug, $"#{slug}", name]), each.Channels?.Everywhere).Append(each.Tools));
    }

    // A Discord server may be named by the slug in its settings too.
    private IEnumerable<KeyValuePair<string, Listed>> Members(string name, ConfigSection entry, string key, ToolVocabulary vocabulary)
    {
        var place = ToolPolicyConfig.Place(key, name);
        var channels = _channel != ChannelIds.Discord || !entry.Section("channels").Exists ? null : new GroupEntries<GroupTools>(
            entry.Section("channels").Element.EnumerateObject().Select(channel => KeyValuePair.Create(
                channel.Name,
                GroupTools.From(new ConfigSection(channel.Value), ToolPolicyConfig.Place($"{place}.channels", channel.Name), vocabulary))));
        var listed = new Listed(GroupTools.From(entry, place, vocabulary), channels);
        yield return KeyValuePair.Create(name, listed);
        if (_channel == ChannelIds.Discord && Slugs.Of(entry.String("slug")) is { Length: > 0 } slug)
        {
            yield return KeyValuePair.Create(slug, listed);
        }
    }

    private static IEnumerable<GroupTools> Both(GroupTools? own, GroupTools? everywhere) =>
        new[] { own, everywhere }.OfType<GroupTools>();

    private sealed record Listed(GroupTools Tools, GroupEntries<GroupTools>? Channels);
}
