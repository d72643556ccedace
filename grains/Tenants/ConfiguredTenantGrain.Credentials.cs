using System.Net;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Limits;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Policy.Addresses;
using Moltbot.Policy.Devices;
using Moltbot.Policy.Hooks;

namespace Moltbot.Grains.Tenants;

/// <content>The tenant's shared secret: who shows it, how often others may guess, and what ends when it changes.</content>
internal sealed partial class ConfiguredTenantGrain
{
    /// <summary>How a caller came in whom Tailscale vouches for, and the name of what such callers come in by.</summary>
    private const string Tailscale = "tailscale";

    private readonly GuessGuard _guesses = new(time);

    /// <summary>Apart from the others: who may call hooks has not shown the shared secret.</summary>
    private readonly GuessGuard _hookGuesses = new(time);

    public async Task<CredentialVerdict> Authenticate(CredentialAttempt attempt)
    {
        GatewaySecret secret = Secret();
        string mode = secret.Mode == GatewayAuthMode.Password ? "password" : "token";
        var verdict = new CredentialVerdict { Ok = false, Mode = mode, CredentialId = CredentialIdOf(secret), IsShut = row.State.IsSuspended };

        // Tailscale vouches for the caller, so it is no guess and no limit applies. What holds of the secret holds of it too.
        if (attempt is { TailscaleLogin: not null, CountOnly: false } && AllowsTailscale(secret.Mode) && !verdict.IsShut)
        {
            return verdict with { Ok = true, Mode = Tailscale };
        }

        // Guesses at a tenant that does not exist are counted too: whoever never had to wait would know that there is none.
        string bucket = BucketOf(attempt);
        ILimiterGrain limiter = LimiterOf(bucket);
        if (attempt.CountOnly)
        {
            _guesses.Wrong();
            await limiter.Failed();
            return verdict with { Reason = "counted" };
        }

        if (await limiter.Wait() is > 0 and long wait)
        {
            return verdict with { Reason = "rate_limited", RetryAfterMs = wait };
        }

        if (_guesses.Wait(bucket) is > 0 and long turn)
        {
            // A device's own token is no guess at the secret: it is judged where it is kept, as if the secret were wrong.
            return verdict with { Reason = attempt.Tentative ? "not_judged" : "rate_limited", RetryAfterMs = turn };
        }

        SecretFailure? failure = verdict.IsShut || (_inForce is null && !Exists)
            ? string.IsNullOrEmpty(attempt.Token) ? SecretFailure.TokenMissing : SecretFailure.TokenMismatch
            : SharedSecret.Check(secret, attempt.Token, attempt.Password);
        if (failure is null)
        {
            _guesses.Right(bucket);
            return verdict with { Ok = true };
        }

        long retryAfter = 0;
        bool guessed = failure is SecretFailure.TokenMismatch or SecretFailure.PasswordMismatch;
        if (guessed && !attempt.Tentative)
        {
            _guesses.Wrong();
            retryAfter = await limiter.Failed();
        }

        return verdict with { Reason = ReasonOf(failure.Value), RetryAfterMs = retryAfter };
    }

    public async Task<CredentialVerdict> AuthenticateHook(CredentialAttempt attempt)
    {
        var verdict = new CredentialVerdict { Ok = false, IsShut = row.State.IsSuspended };
        string bucket = BucketOf(attempt);
        ILimiterGrain limiter = LimiterOf(bucket);
        long wait = await limiter.Wait();
        if (wait <= 0)
        {
            wait = _hookGuesses.Wait(bucket);
        }

        if (wait > 0)
        {
            return verdict with { Reason = "rate_limited", RetryAfterMs = wait };
        }

        if (!verdict.IsShut && SecretComparison.AreEqual(attempt.Token, HookToken()))
        {
            _hookGuesses.Right(bucket);
            return verdict with { Ok = true };
        }

        _hookGuesses.Wrong();
        return verdict with { Reason = ReasonOf(SecretFailure.TokenMismatch), RetryAfterMs = await limiter.Failed() };
    }

    public async Task Suspend(bool isSuspended)
    {
        if (row.State.IsSuspended != isSuspended)
        {
            row.State.IsSuspended = isSuspended;
            await Save();
        }

        if (isSuspended)
        {
            await Peer<ITenantEventsGrain>().Publish(new ConnectionsRevokedEvent { WholeTenant = true, Reason = "tenant suspended" });
        }
    }

    public Task<bool> IsOpen() => Task.FromResult(!row.State.IsSuspended);

    public async Task Establish(string tokenHash)
    {
        if (row.State.TokenHash != tokenHash)
        {
            row.State.TokenHash = tokenHash;
            await Save();
        }

        await Load(CancellationToken.None);
        await CloseOldCredential();
    }

    /// <summary>A secret that is no longer the tenant's ends every connection that came in by it; so with Tailscale identities.</summary>
    private async Task CloseOldCredential(string? causedBy = null)
    {
        GatewaySecret secret = Secret();
        string? current = CredentialIdOf(secret);
        bool allowsTailscale = AllowsTailscale(secret.Mode);
        if (row.State.CredentialId == current && row.State.AllowsTailscale == allowsTailscale)
        {
            return;
        }

        // Told before it is noted: telling twice is harmless, telling never is not.
        if (row.State.CredentialId is { } old && old != current)
        {
            await Peer<ITenantEventsGrain>().Publish(new ConnectionsRevokedEvent { CredentialId = old, CausedBy = causedBy, Reason = "gateway credential changed" });
        }

        if (row.State.AllowsTailscale && !allowsTailscale)
        {
            await Peer<ITenantEventsGrain>().Publish(new ConnectionsRevokedEvent { CredentialId = Tailscale, CausedBy = causedBy, Reason = "tailscale identities no longer allowed" });
        }

        row.State.CredentialId = current;
        row.State.AllowsTailscale = allowsTailscale;
        await Save();
        _guesses.Forget();
    }

    /// <summary>An IPv6 network counts as one: whoever has one has more addresses than guesses.</summary>
    private static string BucketOf(CredentialAttempt attempt) =>
        IPAddress.TryParse(attempt.Address, out IPAddress? address) ? IpText.LimiterBucket(address) : "unreadable";

    private ILimiterGrain LimiterOf(string bucket) => Peer<ILimiterGrain>(GrainKey.ForBucket(Tenant, "credential:" + bucket));

    /// <summary>The secret of hooks; null where none are served.</summary>
    private string? HookToken()
    {
        if (_inForce is null)
        {
            return null;
        }

        GatewaySecret secret = Secret();
        return ServedHooks.Of(_inForce.Section("hooks"), secret.Mode == GatewayAuthMode.Password ? secret.Password : secret.Token) is { } hooks
            && !SecretComparison.MatchesHash(hooks.Token, secret.TokenHash)
            ? hooks.Token
            : null;
    }

    private GatewaySecret Secret()
    {
        if (_inForce is null)
        {
            return new GatewaySecret(GatewayAuthMode.Token, null, null);
        }

        string? token = _inForce.Gateway.Auth.Token ?? secrets.TokenOf(Tenant);
        string? password = _inForce.Gateway.Auth.Password ?? secrets.PasswordOf(Tenant);
        GatewayAuthMode mode = _inForce.Gateway.Auth.Mode switch
        {
            "password" => GatewayAuthMode.Password,
            "token" => GatewayAuthMode.Token,
            _ => GatewaySecret.DefaultMode(password),
        };
        return new GatewaySecret(mode, token, password, row.State.TokenHash);
    }

    /// <summary>The tailnet is the operator's: it says nothing about other tenants' people.</summary>
    private bool AllowsTailscale(GatewayAuthMode mode) =>
        Tenant == TenantId.Default && _inForce is { } document
        && document.Gateway.Auth.Settings.AllowsTailscale(mode, document.Gateway.TailscaleMode);

    private static string? CredentialIdOf(GatewaySecret secret)
    {
        string? value = secret.Mode == GatewayAuthMode.Password ? secret.Password : secret.Token ?? secret.TokenHash;
        return string.IsNullOrEmpty(value) ? null : SecretComparison.Hash("credential id:" + value)[..16];
    }

    private static string ReasonOf(SecretFailure failure) => failure switch
    {
        SecretFailure.TokenMissing => "token_missing",
        SecretFailure.TokenMismatch => "token_mismatch",
        SecretFailure.TokenNotConfigured => "token_missing_config",
        SecretFailure.PasswordMissing => "password_missing",
        SecretFailure.PasswordMismatch => "password_mismatch",
        SecretFailure.PasswordNotConfigured => "password_missing_config",
        _ => "unauthorized",
    };
}
