using Moltbot.Policy.Access.Allowlists;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.SecurityAudit.Channels;

/// <summary>
/// Names in allowlists (C1): they let nobody in, unless the account trusts names; then whoever takes over a name that was given up takes over
/// its rights. Ids stay.
/// </summary>
internal static class ChangeableNames
{
    private const int MaxShown = 5;

    public static IEnumerable<AuditFinding> Check(ChannelAccountSubject account)
    {
        var names = Lists(account).SelectMany(list => list.Entries.Where(entry => IsName(account.Channel, entry)).Select(entry => $"{list.Path}: {entry.Trim()}")).ToList();
        if (names.Count > 0)
        {
            yield return AuditFinding.Warn(
                $"channels.{account.Channel}.allowFrom.name_based_entries", account.TrustsNames ? "Allowlists go by names" : "Names in allowlists let nobody in",
                $"{(account.TrustsNames ? "whoever takes one of these names over is let in" : "these names let nobody in, since names can change hands")}:\n{string.Join('\n', names.Take(MaxShown))}{(names.Count > MaxShown ? $"\n…{names.Count - MaxShown} more" : "")}",
                "list the ids instead; /whoami shows a person's id");
        }
    }

    /// <summary>Whether an entry is a name rather than an id. Channels whose ids cannot be told from names are left out.</summary>
    internal static bool IsName(string channel, string entry)
    {
        var text = entry.Trim();
        if (text.Length == 0 || text == "*")
        {
            return false;
        }

        var colon = text.LastIndexOf(':');
        var id = text[(colon + 1)..];
        return channel switch
        {
            ChannelIds.Telegram => !TelegramAllowlist.IsId(text),
            ChannelIds.Discord => !DiscordAllowlist.IsId(text),
            ChannelIds.Slack => !(id.Trim('<', '>', '@') is ['U' or 'W' or 'u' or 'w', .. var rest] && rest.Length >= 8 && rest.All(char.IsAsciiLetterOrDigit)),
            "msteams" => !Guid.TryParse(id, out _) && !$":{text}".Contains(":29:", StringComparison.Ordinal),
            "googlechat" => !id.StartsWith("users/", StringComparison.Ordinal) || id.Contains('@', StringComparison.Ordinal),
            _ => false,
        };
    }

    private static IEnumerable<(string Path, IReadOnlyList<string> Entries)> Lists(ChannelAccountSubject account)
    {
        yield return (account.AllowFromPath, account.AllowFrom);
        yield return ($"{account.Path}.groupAllowFrom", account.GroupAllowFrom ?? []);
        foreach (var (guild, settings) in account.Section.Entries("guilds").Select(static each => (each.Key, new ConfigSection(each.Value))))
        {
            yield return ($"{account.Path}.guilds.{guild}.users", settings.Strings("users"));
            foreach (var (channel, place) in settings.Entries("channels"))
            {
                yield return ($"{account.Path}.guilds.{guild}.channels.{channel}.users", new ConfigSection(place).Strings("users"));
            }
        }

        foreach (var (group, settings) in account.Section.Entries("groups"))
        {
            var place = new ConfigSection(settings);
            yield return ($"{account.Path}.groups.{group}.allowFrom", place.Strings("allowFrom"));
            foreach (var (topic, inside) in place.Entries("topics"))
            {
                yield return ($"{account.Path}.groups.{group}.topics.{topic}.allowFrom", new ConfigSection(inside).Strings("allowFrom"));
            }
        }
    }
}
