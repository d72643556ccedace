namespace Moltbot.TestSupport.Gateway;

/// <summary>What a test waited for did not come; says the phase, what was expected and what came instead.</summary>
public sealed class GatewayWaitException(string message) : Exception(message);
