using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Policy.SecurityAudit.Channels;

/// <summary>Who may give slash commands on Slack.</summary>
internal static class SlackCommands
{
    private const string Id = "channels.slack.commands.slash";

    public static IEnumerable<AuditFinding> Check(ChannelAccountSubject account)
    {
        var commands = account.Subject.Document.Commands;
        var isOffered = account.Section.Section("slashCommand").Bool("enabled") is true
            || CommandsConfig.IsNative(account.Channel, account.CommandSetting("native", commands.Native))
            || CommandsConfig.IsNative(account.Channel, account.CommandSetting("nativeSkills", commands.NativeSkills));
        if (account.Channel != ChannelIds.Slack || !isOffered)
        {
            yield break;
        }

        if (!commands.UseAccessGroups)
        {
            yield return AuditFinding.Critical(
                $"{Id}.useAccessGroups_off", "Slack's commands are open to everybody",
                $"{account.Path} offers slash commands, and commands.useAccessGroups is false", "moltbot config unset commands.useAccessGroups");
        }
        else if (account.AllowFrom.Count + account.Approved.Count == 0 && !account.Section.Entries("channels").Any(static channel => new ConfigSection(channel.Value).Strings("users").Count > 0))
        {
            yield return AuditFinding.Warn(
                $"{Id}.no_allowlists", "Nobody may give commands on Slack",
                $"{account.Path} offers slash commands, but neither allowFrom nor any channel lists anybody, and nobody is known to be paired", "pair yourself, or list channels.<id>.users");
        }
    }
}
