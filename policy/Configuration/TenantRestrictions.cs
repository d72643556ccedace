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

    /// <summary>Whether model and channel addresses may point into private networks (<c>baseUrl</c>, <c>apiRoot</c>, <c>gatewayRoot</c>).</summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>
    /// How the tenant's own gateway token has to begin, since the gateway finds the tenant by it; then there is no password either.
    /// Null for a tenant that is found without.
    /// </summary>
    public string? TokenPrefix { get; init; }
}
