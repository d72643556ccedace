namespace Moltbot.Cli.Connection;

/// <summary>What the arguments say about the gateway; null where they say nothing.</summary>
internal sealed record GatewayWishes(string? Url, string? Token, string? TlsFingerprint)
{
    /// <summary>Whether the installation's operator calls, who manages tenants, rather than an operator of one tenant.</summary>
    public bool ManagesTenants { get; init; }

    /// <summary>Without the token.</summary>
    public override string ToString() => $"GatewayWishes {{ Url = {Url} }}";
}
