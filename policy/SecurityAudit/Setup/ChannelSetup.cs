using System.Text.Json.Nodes;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.SecurityAudit.Setup;

/// <summary>Channels that are named in the configuration but cannot run.</summary>
internal static class ChannelSetup
{
    public static IEnumerable<AuditFinding> Check(AuditSubject subject)
    {
        var channels = subject.Document.Channels;
        if (channels.Ids.Count == 0)
        {
            yield return AuditFinding.Info("channels", "No channel", "no channel is configured", "for Telegram: moltbot config set channels.telegram.botToken -; for Discord: moltbot config set channels.discord.token -");
        }

        // As written: the loaded document has the defaults filled in.
        var written = subject.Written?["channels"] as JsonObject;
        foreach (var id in channels.Ids.Where(id => IsEmpty(written, id)))
        {
            yield return AuditFinding.Critical($"channels.{id}.setup", "A channel is empty", $"channels.{id} is there but empty", $"fill it in, or: moltbot config unset channels.{id}") with { About = $"channels.{id}" };
        }

        var telegram = channels.Telegram?.Accounts.Where(static bot => bot is { Enabled: true, BotToken: null, TokenFile: null }).Select(static bot => bot.Id) ?? [];
        var discord = channels.Discord?.Accounts.Where(static bot => bot is { Enabled: true, Token: null }).Select(static bot => bot.Id) ?? [];
        foreach (var finding in TokenLess(ChannelIds.Telegram, "botToken", "TELEGRAM_BOT_TOKEN", IsEmpty(written, ChannelIds.Telegram) ? [] : telegram)
            .Concat(TokenLess(ChannelIds.Discord, "token", "DISCORD_BOT_TOKEN", IsEmpty(written, ChannelIds.Discord) ? [] : discord)))
        {
            yield return finding;
        }
    }

    private static IEnumerable<AuditFinding> TokenLess(string channel, string key, string variable, IEnumerable<string> accounts) => accounts.Select(account =>
    {
        var isDefault = account == ConfigIds.DefaultAccount;
        var path = isDefault ? $"channels.{channel}" : $"channels.{channel}.accounts.{account}";
        return new AuditFinding(
            $"channels.{channel}.setup",
            isDefault ? AuditSeverity.Warn : AuditSeverity.Critical,
            "A bot has no token",
            isDefault ? $"{path} has no {key}; it may come from {variable} of the gateway" : $"{path} has no {key}",
            $"moltbot config set {path}.{key} -") { About = path };
    });

    private static bool IsEmpty(JsonObject? written, string channel) => written?[channel] is JsonObject { Count: 0 };
}
