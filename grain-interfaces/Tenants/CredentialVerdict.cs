namespace Moltbot.GrainInterfaces.Tenants;

/// <summary>Whether a shared secret holds.</summary>
[GenerateSerializer, Alias("moltbot.CredentialVerdict"), Immutable]
public sealed record CredentialVerdict
{
    /// <summary>Whether it does.</summary>
    [Id(0)] public required bool Ok { get; init; }

    /// <summary>Why not, in protocol §2.4's terms (<c>token_missing</c>, <c>token_mismatch</c>, …), <c>rate_limited</c>, or <c>not_judged</c>
    /// for a tentative one that would have to wait.</summary>
    [Id(1)] public string? Reason { get; init; }

    /// <summary><c>token</c> or <c>password</c>: how the gateway authenticates; <c>tailscale</c> when an identity stood for the secret.</summary>
    [Id(2)] public string Mode { get; init; } = "token";

    /// <summary>Names the secret without telling it (a hash's beginning); tokens of devices paired by it die with it.</summary>
    [Id(3)] public string? CredentialId { get; init; }

    /// <summary>When the next attempt may be made, in milliseconds from now; 0 when at once.</summary>
    [Id(4)] public long RetryAfterMs { get; init; }

    /// <summary>Whether the tenant is shut: then its devices' own tokens open nothing either, and it shows as a wrong secret does.</summary>
    [Id(5)] public bool IsShut { get; init; }
}
