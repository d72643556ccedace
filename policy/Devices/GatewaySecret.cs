namespace Moltbot.Policy.Devices;

/// <summary>The gateway's shared secret as configured.</summary>
/// <param name="Mode">Which of the two is asked for.</param>
/// <param name="Token">The token; null when not configured.</param>
/// <param name="Password">The password; null when not configured.</param>
/// <param name="TokenHash">The <see cref="SecretComparison.Hash"/> of the token where only that is known and none is configured.</param>
public sealed record GatewaySecret(GatewayAuthMode Mode, string? Token, string? Password, string? TokenHash = null)
{
    /// <summary>The mode that holds when none is configured: a password where there is one, else a token.</summary>
    public static GatewayAuthMode DefaultMode(string? password) =>
        string.IsNullOrEmpty(password) ? GatewayAuthMode.Token : GatewayAuthMode.Password;
}
