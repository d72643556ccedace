namespace Moltbot.Policy.Addresses;

/// <summary>Whether a host may be connected to, or why not.</summary>
public enum DestinationVerdict
{
    /// <summary>All its addresses are of the open internet.</summary>
    Allowed,

    /// <summary>The name is blank.</summary>
    NoName,

    /// <summary>The name is one of <see cref="InternalHostName"/>.</summary>
    InternalName,

    /// <summary>The host is an address that is not of the open internet.</summary>
    PrivateAddress,

    /// <summary>The name has no address.</summary>
    Unresolved,

    /// <summary>At least one address of the name is not of the open internet.</summary>
    ResolvesToPrivate,
}
