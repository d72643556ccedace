using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.SecurityAudit.Channels;

/// <summary>Who may write and give commands in groups, where a channel has lists of group senders.</summary>
internal static class GroupSenders
{
    public static IEnumerable<AuditFinding> Check(ChannelAccountSubject account)
    {
        var groups = account.Section.Section("groups");
        var hasGroups = groups.Exists && groups.Element.EnumerateObject().Any();
        if (account.Channel is ChannelIds.Discord or ChannelIds.Slack || !(account.GroupPolicy == "open" || (account.GroupPolicy == "allowlist" && hasGroups)))
        {
            yield break;
        }

        var senders = account.Counting(account.GroupAllowFrom ?? account.AllowFrom);
        if (ChannelAccountSubject.HasWildcard(senders))
        {
            yield return AuditFinding.Critical(
                $"channels.{account.Channel}.groups.allowFrom.wildcard", "Everybody in a group may give commands",
                $"{ListOf(account)} holds \"*\": everybody in a group may write and give commands", $"list people's ids in {account.Path}.groupAllowFrom");
        }
        else if (senders.Count == 0 && !groups.Entries().Any(group => HasSenders(account, group)))
        {
            var commands = account.Subject.Document.Commands;
            if (account.GroupPolicy == "allowlist")
            {
                yield return AuditFinding.Warn(
                    $"channels.{account.Channel}.groups.allowFrom.missing", "Nobody may write in the groups",
                    $"{account.Path} lists groups, but no senders", $"moltbot config set {account.Path}.groupAllowFrom '[\"ID\"]'");
            }
            else if (commands is { Text: true, UseAccessGroups: false })
            {
                yield return AuditFinding.Critical(
                    $"channels.{account.Channel}.groups.allowFrom.missing", "Everybody in a group may give commands",
                    $"{account.Path}.groupPolicy is open, no sender is listed, and commands.useAccessGroups is false: everybody in a group may give commands",
                    "moltbot config unset commands.useAccessGroups");
            }
        }
    }

    private static string ListOf(ChannelAccountSubject account) => account.GroupAllowFrom is null ? $"{account.Path}.allowFrom" : $"{account.Path}.groupAllowFrom";

    private static IEnumerable<ConfigSection> Entries(this ConfigSection groups) =>
        groups.Exists ? groups.Element.EnumerateObject().Select(static each => new ConfigSection(each.Value)) : [];

    private static bool HasSenders(ChannelAccountSubject account, ConfigSection group) =>
        group.Section("topics").Entries().Prepend(group).Any(place => account.Counting(place.Strings("allowFrom")).Count > 0);
}
