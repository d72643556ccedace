namespace Moltbot.Conformance.Silo;

/// <summary>The program did not come to serve.</summary>
/// <param name="message">What it said last.</param>
internal sealed class SiloStartException(string message) : Exception(message);
