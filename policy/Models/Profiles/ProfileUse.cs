namespace Moltbot.Policy.Models.Profiles;

/// <summary>How a credential has fared.</summary>
public sealed record ProfileUse
{
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>Errors since the last success, within the failure window.</summary>
    public int ErrorCount { get; init; }

    /// <summary>Of these, how many were about payment.</summary>
    public int BillingErrorCount { get; init; }

    public DateTimeOffset? LastFailure { get; init; }

    /// <summary>Rests until then after an error.</summary>
    public DateTimeOffset? CooldownUntil { get; init; }

    /// <summary>Out of use until then after a billing error.</summary>
    public DateTimeOffset? DisabledUntil { get; init; }

    /// <summary>When it may be used again; null when it may be used now or was never stopped.</summary>
    public DateTimeOffset? UnusableUntil => CooldownUntil is { } cooldown && DisabledUntil is { } disabled
        ? cooldown > disabled ? cooldown : disabled
        : CooldownUntil ?? DisabledUntil;

    public bool Rests(DateTimeOffset now) => UnusableUntil is { } until && now < until;

    /// <summary>After a successful call: everything is forgiven.</summary>
    public ProfileUse Succeeded(DateTimeOffset now) => new() { LastUsed = now };

    /// <summary>After a failed call.</summary>
    public ProfileUse Failed(FailoverReason? reason, DateTimeOffset now, ProfileCooldowns cooldowns)
    {
        var forgotten = LastFailure is { } last && now - last > cooldowns.FailureWindow;
        var errors = (forgotten ? 0 : ErrorCount) + 1;
        var billing = forgotten ? 0 : BillingErrorCount;
        var next = this with { ErrorCount = errors, BillingErrorCount = billing, LastFailure = now };
        return reason == FailoverReason.Billing
            ? next with { BillingErrorCount = billing + 1, DisabledUntil = now + cooldowns.AfterBillingError(billing + 1) }
            : next with { CooldownUntil = now + ProfileCooldowns.AfterErrors(errors) };
    }
}
