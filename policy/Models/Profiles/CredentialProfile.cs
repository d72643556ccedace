namespace Moltbot.Policy.Models.Profiles;

/// <summary>A stored credential as far as choosing among them needs it; the secret itself stays where it is.</summary>
public sealed record CredentialProfile
{
    public required string Id { get; init; }

    public required string Provider { get; init; }

    public required CredentialKind Kind { get; init; }

    /// <summary>Whether there is a secret at all.</summary>
    public bool HasSecret { get; init; } = true;

    /// <summary>When a token ends; null when it does not.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last tried; null = never.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>Left alone until then after failures; null = not.</summary>
    public DateTimeOffset? CoolsUntil { get; init; }

    internal bool Rests(DateTimeOffset now) => CoolsUntil > now;

    internal bool IsUsable(DateTimeOffset now) => HasSecret && (Kind != CredentialKind.Token || ExpiresAt is null || now < ExpiresAt);
}
