namespace Moltbot.TestSupport.Gateway;

/// <summary>A value does not have the shape that clients check.</summary>
public sealed class WireShapeException(string message) : Exception(message);
