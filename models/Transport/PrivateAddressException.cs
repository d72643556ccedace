namespace Moltbot.Models.Transport;

/// <summary>The host is, or resolves to, an address that is not public, and the operator has not allowed that.</summary>
internal sealed class PrivateAddressException()
    : IOException("The address is not public. Private addresses need the operator's permission.");
