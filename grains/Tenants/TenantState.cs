namespace Moltbot.Grains.Tenants;

/// <summary>A tenant's row.</summary>
[GenerateSerializer, Alias("moltbot.TenantState")]
public sealed class TenantState
{
    /// <summary>Counts configurations in force; 0 before the first.</summary>
    [Id(0)] public long Version { get; set; }

    /// <summary>The text, when no file keeps it.</summary>
    [Id(1)] public string? Raw { get; set; }

    /// <summary>The configuration in force, JSON.</summary>
    [Id(2)] public string Effective { get; set; } = "{}";

    /// <summary>The hash of the text that <see cref="Effective"/> came from.</summary>
    [Id(3)] public string EffectiveHash { get; set; } = "";

    /// <summary>The secret in force, by its hash's beginning; a change closes what came in by the old one.</summary>
    [Id(4)] public string? CredentialId { get; set; }

    /// <summary>Whether Tailscale identities stood for the secret; when they no longer do, who came in by one goes.</summary>
    [Id(5)] public bool AllowsTailscale { get; set; }

    /// <summary>The hash of the token the operator gave the tenant; it holds while the document names none. Null where nobody did.</summary>
    [Id(6)] public string? TokenHash { get; set; }

    /// <summary>Whether the operator has shut the tenant.</summary>
    [Id(7)] public bool IsSuspended { get; set; }

    /// <summary>The agents that have heartbeats by what was told to them, and the milliseconds between two.</summary>
    [Id(8)] public Dictionary<string, long> Heartbeats { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Whether heartbeats are switched off, whatever the configuration says.</summary>
    [Id(9)] public bool AreHeartbeatsOff { get; set; }
}
