using System.Security.Cryptography;
using System.Text;
using Moltbot.Gateway.Channels.Telegram.Api;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Protocol.Http;

namespace Moltbot.Gateway.Channels.Telegram.Webhooks;

/// <summary>
/// The address of an account's webhook: <c>/webhooks/telegram/&lt;tenant&gt;/&lt;secret part&gt;</c>. The secret part is made of the webhook
/// secret, so that all gateways agree on it and no two accounts share one (C6).
/// </summary>
internal static class WebhookAddress
{
    public const string Prefix = HttpPaths.TelegramWebhooks;

    /// <summary>What forbids this account's webhook, or null.</summary>
    public static string? ProblemWith(string tenant, TelegramAccountConfig account) =>
        !Uri.TryCreate(account.WebhookUrl, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.UserInfo.Length > 0
            ? "webhookUrl must be an absolute https URL"
        : account.WebhookSecret is null ? "webhookUrl needs webhookSecret: without it anybody could post updates"
        : !account.WebhookSecret.AsSpan().ContainsOnlyTokenCharacters() ? "webhookSecret must be 1 to 256 of A-Z a-z 0-9 _ -"
        : account.WebhookPath is { } path && !IsOwnPath(tenant, path) ? $"webhookPath must be {Prefix}{tenant}/ and one part of A-Z a-z 0-9 _ -"
        : null;

    /// <summary>The path on this gateway.</summary>
    public static string PathOf(string tenant, TelegramAccountConfig account)
    {
        if (account.WebhookPath is { } path)
        {
            return path;
        }

        var key = Encoding.UTF8.GetBytes(account.WebhookSecret!);
        var mac = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"moltbot telegram webhook\n{tenant}\n{account.Id}"));
        return $"{Prefix}{tenant}/{Convert.ToHexStringLower(mac.AsSpan(0, 20))}";
    }

    /// <summary>The address that Telegram is given: webhookUrl, with our path unless it has one of its own (a proxy then maps it).</summary>
    public static Uri PublicOf(string tenant, TelegramAccountConfig account)
    {
        var url = new Uri(account.WebhookUrl!);
        return url.AbsolutePath is "/" or "" ? new Uri(url, PathOf(tenant, account)) : url;
    }

    private static bool IsOwnPath(string tenant, string path)
    {
        var start = $"{Prefix}{tenant}/";
        return path.StartsWith(start, StringComparison.Ordinal) && path.AsSpan(start.Length).ContainsOnlyTokenCharacters();
    }
}
