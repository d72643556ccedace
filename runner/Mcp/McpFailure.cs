namespace Moltbot.Runner.Mcp;

/// <summary>A server of tools that cannot be had: nothing was called. The reason is in our words; what a server says of it is not repeated.</summary>
/// <param name="message">Why, for the model.</param>
internal sealed class McpFailure(string message) : Exception(message);
