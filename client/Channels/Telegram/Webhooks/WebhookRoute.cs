using System.Security.Cryptography;
using System.Text;

namespace Moltbot.Gateway.Channels.Telegram.Webhooks;

/// <summary>Whose updates arrive at one address.</summary>
internal sealed record WebhookRoute(TelegramAccount Account, string Path)
{
    private readonly byte[] secretHash = Hash(Account.Config.WebhookSecret
        ?? throw new ArgumentException("a webhook has a secret", nameof(Account)));

    /// <summary>Compares in a time that tells nothing of the secret, its length included.</summary>
    public bool HasSecret(string? presented) =>
        !string.IsNullOrEmpty(presented) && CryptographicOperations.FixedTimeEquals(Hash(presented), secretHash);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
