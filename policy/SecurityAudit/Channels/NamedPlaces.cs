using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.SecurityAudit.Channels;

/// <summary>Guilds and channels that are listed by a name (C1): anybody can call a guild or channel of theirs the same.</summary>
internal static class NamedPlaces
{
    private const int MaxShown = 5;

    public static IEnumerable<AuditFinding> Check(AuditSubject subject) =>
        ChannelAccountSubject.AllOf(subject).Where(static account => account.IsEnabled && account.Channel == ChannelIds.Discord).SelectMany(Check);

    private static IEnumerable<AuditFinding> Check(ChannelAccountSubject account)
    {
        var named = Places(account).Where(static place => place.Name != "*" && !place.Name.All(char.IsAsciiDigit)).Select(static place => place.Path).ToList();
        if (named.Count > 0 && !account.TrustsNames)
        {
            yield return AuditFinding.Warn(
                $"channels.{account.Channel}.guilds.name_based_entries", "Guilds or channels go by names",
                $"nobody is let in by a name, and what it names is not let in by * either:\n{string.Join('\n', named.Take(MaxShown))}{(named.Count > MaxShown ? $"\n…{named.Count - MaxShown} more" : "")}",
                "list their ids instead (in Discord: settings, advanced, developer mode; then \"copy id\")");
        }
    }

    private static IEnumerable<(string Path, string Name)> Places(ChannelAccountSubject account)
    {
        foreach (var (guild, settings) in account.Section.Entries("guilds"))
        {
            yield return ($"{account.Path}.guilds.{guild}", guild);
            foreach (var (channel, _) in new ConfigSection(settings).Entries("channels"))
            {
                yield return ($"{account.Path}.guilds.{guild}.channels.{channel}", channel);
            }
        }
    }
}
