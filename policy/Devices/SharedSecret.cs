namespace Moltbot.Policy.Devices;

/// <summary>Judges the shared secret a client presents (protocol.md §2.4).</summary>
public static class SharedSecret
{
    /// <summary>Why the secret is not accepted; null when it is.</summary>
    public static SecretFailure? Check(GatewaySecret configured, string? token, string? password) =>
        configured.Mode == GatewayAuthMode.Token
            ? CheckOne(
                configured.Token, configured.TokenHash, token,
                SecretFailure.TokenNotConfigured, SecretFailure.TokenMissing, SecretFailure.TokenMismatch)
            : CheckOne(
                configured.Password, null, password,
                SecretFailure.PasswordNotConfigured, SecretFailure.PasswordMissing, SecretFailure.PasswordMismatch);

    private static SecretFailure? CheckOne(
        string? configured, string? hash, string? presented, SecretFailure notConfigured, SecretFailure missing, SecretFailure mismatch)
    {
        bool isByHash = string.IsNullOrEmpty(configured);
        if (isByHash && string.IsNullOrEmpty(hash))
        {
            return notConfigured;
        }

        if (string.IsNullOrEmpty(presented))
        {
            return missing;
        }

        bool fits = isByHash ? SecretComparison.MatchesHash(presented, hash) : SecretComparison.AreEqual(presented, configured);
        return fits ? null : mismatch;
    }
}
