using Moltbot.Policy.Devices;

namespace Moltbot.Gateway.Handshake;

/// <summary>The reasons of a verdict on a secret, as the message's words need them.</summary>
internal static class SecretReasons
{
    public const string RateLimited = "rate_limited";

    /// <param name="reason">The verdict's reason.</param>
    /// <param name="isOwnTenant">
    /// Whether the tenant is the installation's own. Others are not told that nothing is configured: an unknown tenant would show.
    /// </param>
    public static SecretFailure Read(string? reason, bool isOwnTenant) => reason switch
    {
        "token_missing" => SecretFailure.TokenMissing,
        "token_mismatch" => SecretFailure.TokenMismatch,
        "token_missing_config" => isOwnTenant ? SecretFailure.TokenNotConfigured : SecretFailure.TokenMismatch,
        "password_missing" => SecretFailure.PasswordMissing,
        "password_mismatch" => SecretFailure.PasswordMismatch,
        "password_missing_config" => isOwnTenant ? SecretFailure.PasswordNotConfigured : SecretFailure.TokenMismatch,
        _ => SecretFailure.Other,
    };
}
