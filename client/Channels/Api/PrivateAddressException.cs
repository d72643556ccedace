namespace Moltbot.Gateway.Channels.Api;

/// <summary>The host is, or resolves to, an address that is not public, and the account is not the operator's.</summary>
internal sealed class PrivateAddressException()
    : IOException("the address is not public; private addresses are the operator's alone");
