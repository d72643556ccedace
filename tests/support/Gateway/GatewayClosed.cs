namespace Moltbot.TestSupport.Gateway;

/// <summary>How a connection ended.</summary>
/// <param name="Code">Close code; 1006 when the socket broke without one.</param>
/// <param name="Reason">Reason text.</param>
public sealed record GatewayClosed(int Code, string Reason);
