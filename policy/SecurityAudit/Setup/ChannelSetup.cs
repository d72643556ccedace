using System.Text.Json.Nodes;

namespace Moltbot.Policy.SecurityAudit.Setup;

/// <summary>Channels that are named in the configuration but cannot run.</summary>
internal static class ChannelSetup
{
    public static IEnumerable<AuditFinding> Check(AuditSubject subject)
    {
        var channels = subject.Document.Channels;
        if (channels.Ids.Count == 0)
        {
            yield return AuditFinding.Info("channels", "No channel", "no channel is configured", "for Telegram: moltbot config set channels.telegram.botToken -");
        }

        // As written: the loaded document has the defaults filled in.
        var written = subject.Written?["channels"] as JsonObject;
        foreach (var id in channels.Ids.Where(id => IsEmpty(written, id)))
        {
            yield return AuditFinding.Critical($"channels.{id}.setup", "A channel is empty", $"channels.{id} is there but empty", $"fill it in, or: moltbot config unset channels.{id}") with { About = $"channels.{id}" };
        }

        foreach (var bot in channels.Telegram?.Accounts.Where(bot => bot is { Enabled: true, BotToken: null, TokenFile: null } && !IsEmpty(written, "telegram")) ?? [])
        {
            var isDefault = bot.Id == "default";
            var path = isDefault ? "channels.telegram" : $"channels.telegram.accounts.{bot.Id}";
            yield return new AuditFinding(
                "channels.telegram.setup",
                isDefault ? AuditSeverity.Warn : AuditSeverity.Critical,
                "A bot has no token",
                isDefault ? $"{path} has no botToken; it may come from TELEGRAM_BOT_TOKEN of the gateway" : $"{path} has no botToken",
                $"moltbot config set {path}.botToken -") { About = path };
        }
    }

    private static bool IsEmpty(JsonObject? written, string channel) => written?[channel] is JsonObject { Count: 0 };
}
