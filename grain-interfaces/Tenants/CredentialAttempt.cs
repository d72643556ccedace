namespace Moltbot.GrainInterfaces.Tenants;

/// <summary>A shared secret that somebody presents.</summary>
[GenerateSerializer, Alias("moltbot.CredentialAttempt"), Immutable]
public sealed record CredentialAttempt
{
    /// <summary>The token as sent; null when none was.</summary>
    [Id(0)] public string? Token { get; init; }

    /// <summary>The password as sent; null when none was.</summary>
    [Id(1)] public string? Password { get; init; }

    /// <summary>The client's address in canonical text (IPv4-mapped IPv6 unified).</summary>
    [Id(2)] public required string Address { get; init; }

    /// <summary>
    /// Whether the failure is only counted when nothing else (a device token) lets the caller in; the gateway then reports it with
    /// a second call of <see cref="CountOnly"/>.
    /// </summary>
    [Id(3)] public bool Tentative { get; init; }

    /// <summary>Counts a failed attempt and judges nothing.</summary>
    [Id(4)] public bool CountOnly { get; init; }

    /// <summary>The login that this gateway's Tailscale daemon itself gave for the caller's address; null for none.</summary>
    [Id(5)] public string? TailscaleLogin { get; init; }

    public override string ToString() => $"CredentialAttempt from {Address}";
}
