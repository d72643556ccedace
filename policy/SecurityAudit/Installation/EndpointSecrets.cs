using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Configuration.Writing;

namespace Moltbot.Policy.SecurityAudit.Installation;

/// <summary>Whether the secrets by which platforms and programs of one's own are known at the gateway's port can be guessed.</summary>
internal static class EndpointSecrets
{
    private const string TelegramKey = "webhookSecret";

    public static IEnumerable<AuditFinding> Check(AuditSubject subject)
    {
        if (subject.Document.Section("hooks").Bool("enabled") is true && subject.SecretAt("hooks", "token") is { } token && GuessableSecret.Is(token))
        {
            yield return Guessable("hooks.token", "hooks.token", "hooks", "hooks are not served behind it, since whoever guesses it would give the assistant work") with { InsteadOf = "hooks.token_too_short" };
        }

        foreach (var path in GuessableWebhooks(subject.Document.Channels).Distinct(StringComparer.Ordinal))
        {
            yield return Guessable("channels.telegram.webhook_secret", $"{path}.{TelegramKey}", "the webhook", "whoever guesses it writes to the assistant as anybody");
        }
    }

    /// <summary>Where they stand: an account without one of its own has the channel's.</summary>
    private static IEnumerable<string> GuessableWebhooks(ChannelsConfig channels) =>
        from bot in channels.Telegram?.Accounts ?? []
        where bot is { Enabled: true, WebhookSecret: { } secret } && secret != SecretMask.Mask && GuessableSecret.Is(secret)
        select ChannelAccounts.Find(channels.Channel(ChannelIds.Telegram), bot.Id).Has(TelegramKey) ? $"channels.telegram.accounts.{bot.Id}" : "channels.telegram";

    private static AuditFinding Guessable(string id, string key, string whose, string why) => AuditFinding.Critical(
        $"{id}_guessable", $"The secret of {whose} can be guessed", $"{key} can be guessed: {why}", $"set a random one: openssl rand -hex 24 | moltbot config set {key} -") with { About = key };
}
