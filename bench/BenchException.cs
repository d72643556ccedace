namespace Moltbot.Bench;

/// <summary>A benchmark cannot run; the message tells a person why.</summary>
internal sealed class BenchException(string message) : Exception(message);
