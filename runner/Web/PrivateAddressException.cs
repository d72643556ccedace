namespace Moltbot.Runner.Web;

/// <summary>A host that is not of the open internet was not connected to.</summary>
internal sealed class PrivateAddressException() : Exception("the host is not of the open internet");
