using System.Text.Json.Nodes;

namespace Moltbot.Cli.Doctor.Checks;

/// <summary>Channels that are named in the configuration but cannot run.</summary>
internal static class ChannelSetupCheck
{
    public static IEnumerable<Finding> Run(Patient patient)
    {
        if (patient.Document is not { } document)
        {
            yield break;
        }

        if (document.Channels.Ids.Count == 0)
        {
            yield return Finding.Info("channels", "no channel is configured", "for Telegram: moltbot config set channels.telegram.botToken -");
        }

        // As written: the loaded document has the defaults filled in.
        var written = patient.Configuration.Parsed?["channels"] as JsonObject;
        foreach (var id in document.Channels.Ids.Where(id => written?[id] is JsonObject { Count: 0 }))
        {
            yield return Finding.Critical($"channels.{id}.setup", $"channels.{id} is there but empty", $"fill it in, or: moltbot config unset channels.{id}");
        }

        foreach (var bot in document.Channels.Telegram?.Accounts.Where(bot => bot is { Enabled: true, BotToken: null, TokenFile: null } && written?["telegram"] is not JsonObject { Count: 0 }) ?? [])
        {
            if (bot.Id == "default")
            {
                yield return Finding.Warn("channels.telegram.setup", "channels.telegram has no botToken; it may come from TELEGRAM_BOT_TOKEN of the gateway", "moltbot config set channels.telegram.botToken -");
            }
            else
            {
                yield return Finding.Critical("channels.telegram.setup", $"channels.telegram.accounts.{bot.Id} has no botToken", $"moltbot config set channels.telegram.accounts.{bot.Id}.botToken -");
            }
        }
    }
}
