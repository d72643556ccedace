namespace Moltbot.Policy.Configuration;

/// <summary>
/// What a tenant of a cluster may not reach through its document: the host is the operator's. A tenant's document cannot use
/// <c>$include</c>, <c>${VAR}</c>, <c>env</c>, files of the host (<c>tokenFile</c>) or command-line model back ends; each is an issue,
/// never silently dropped.
/// </summary>
public sealed record TenantRestrictions
{
    /// <summary>The fewest characters of a token after its prefix. Arbitrary: 96 bits, when they are random hex digits.</summary>
    public const int MinTokenSecret = 24;

    /// <summary>
    /// The most channel accounts of a tenant, those of all its channels together, unless the operator allows more: each gateway keeps
    /// something running for each, whether it is connected or not. Arbitrary: far more bots than people have.
    /// </summary>
    public const int MaxChannelAccounts = 64;

    /// <summary>Whether model and channel addresses may point into private networks (<c>baseUrl</c>, <c>apiRoot</c>, <c>gatewayRoot</c>).</summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>The most channel accounts.</summary>
    public int ChannelAccounts { get; init; } = MaxChannelAccounts;

    /// <summary>
    /// How the tenant's own gateway token has to begin, since the gateway finds the tenant by it; then there is no password either.
    /// Null for a tenant that is found without.
    /// </summary>
    public string? TokenPrefix { get; init; }
}
