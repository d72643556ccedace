using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Policy.SecurityAudit.Channels;

/// <summary>Who may give slash commands on Discord's servers.</summary>
internal static class DiscordCommands
{
    private const string Id = "channels.discord.commands.native";

    public static IEnumerable<AuditFinding> Check(ChannelAccountSubject account)
    {
        var commands = account.Subject.Document.Commands;
        var guilds = account.Section.Entries("guilds").Select(static guild => new ConfigSection(guild.Value)).ToList();
        var isOffered = CommandsConfig.IsNative(account.Channel, account.CommandSetting("native", commands.Native))
            || CommandsConfig.IsNative(account.Channel, account.CommandSetting("nativeSkills", commands.NativeSkills));
        if (account.Channel != ChannelIds.Discord || !isOffered || account.GroupPolicy == "disabled" || guilds.Count == 0 || guilds.Exists(HasUsers))
        {
            yield break;
        }

        if (!commands.UseAccessGroups)
        {
            yield return AuditFinding.Critical(
                $"{Id}.unrestricted", "Everybody on a Discord server may give commands",
                $"{account.Path}: commands.useAccessGroups is false, and no server or channel lists users", "moltbot config unset commands.useAccessGroups, or list guilds.<id>.users");
        }
        else if (account.AllowFrom.Count + account.Approved.Count == 0)
        {
            yield return AuditFinding.Warn(
                $"{Id}.no_allowlists", "Nobody may give commands on Discord",
                $"{account.Path} offers slash commands, but neither allowFrom nor any server or channel lists anybody, and nobody is known to be paired", "pair yourself, or list guilds.<id>.users");
        }
    }

    private static bool HasUsers(ConfigSection guild) =>
        guild.Strings("users").Count > 0 || guild.Entries("channels").Any(static channel => new ConfigSection(channel.Value).Strings("users").Count > 0);
}
