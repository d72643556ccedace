using Moltbot.Policy.Devices;

namespace Moltbot.Gateway.Channels.Telegram.Webhooks;

/// <summary>Whose updates arrive at one address.</summary>
internal sealed record WebhookRoute(TelegramAccount Account, string Path)
{
    /// <summary>Arbitrary: 96 bits, when the characters are random hex digits.</summary>
    private const int UnguessableLength = 24;

    private readonly string secret = Account.Config.WebhookSecret ?? throw new ArgumentException("a webhook has a secret", nameof(Account));

    /// <summary>Whether the secret is so long that who has it did not guess it.</summary>
    public bool IsBeyondGuessing => secret.Length >= UnguessableLength;

    /// <summary>Compares in a time that tells nothing of the secret, its length included.</summary>
    public bool HasSecret(string? presented) => SecretComparison.AreEqual(presented, secret);
}
