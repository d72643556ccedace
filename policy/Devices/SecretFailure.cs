namespace Moltbot.Policy.Devices;

/// <summary>Why a shared secret was not accepted.</summary>
public enum SecretFailure
{
    TokenMissing,
    TokenMismatch,
    TokenNotConfigured,
    PasswordMissing,
    PasswordMismatch,
    PasswordNotConfigured,
    TailscaleUserMissing,
    TailscaleProxyMissing,
    TailscaleWhoisFailed,
    TailscaleUserMismatch,
    Other,
}
