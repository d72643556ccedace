using Moltbot.Policy.Access.Allowlists;
using Moltbot.Policy.Channels;

namespace Moltbot.Policy.SecurityAudit.Channels;

/// <summary>What it costs to believe names (C1), on each account that does.</summary>
internal static class TrustedNames
{
    public static IEnumerable<AuditFinding> Check(AuditSubject subject) =>
        ChannelAccountSubject.AllOf(subject).Where(static account => account.IsEnabled && account.TrustsNames).Select(static account =>
        {
            var key = $"{account.Path}.{NameMatching.Key}";
            return AuditFinding.Warn(
                $"channels.{account.Channel}.names.trusted", "Names count like ids",
                $"{key} is on: whoever takes a user name that was given up is let in in its owner's stead{OfPlaces(account.Channel)}",
                $"list ids, then: moltbot config unset {key}") with { About = key };
        });

    // On Telegram groups go by their numbers all the same.
    private static string OfPlaces(string channel) =>
        channel == ChannelIds.Discord ? ", and whoever calls a guild or channel like a listed one brings the assistant there" : "";
}
