namespace Moltbot.Cli.Connection;

/// <summary>Where a gateway is and what to show it.</summary>
internal sealed record GatewayTarget
{
    public required Uri Url { get; init; }

    /// <summary>Where the address was found.</summary>
    public required string UrlSource { get; init; }

    /// <summary>Null when none was found that may be shown to this address.</summary>
    public Credential? Credential { get; init; }

    /// <summary>Whether the credential was given for this call, so that no other may take its place.</summary>
    public bool InsistsOnCredential { get; init; }

    /// <summary>Whether the installation's operator calls, to manage tenants.</summary>
    public bool ManagesTenants { get; init; }

    /// <summary>The places that were looked at for a credential, for the person who has to fill one.</summary>
    public required string CredentialPlaces { get; init; }

    /// <summary>SHA-256 of the certificate to accept, lower-case hex; null for the usual checks.</summary>
    public string? TlsFingerprint { get; init; }

    /// <summary>Whether the address is this machine's own.</summary>
    public bool IsLocal => Url.IsLoopback;
}
