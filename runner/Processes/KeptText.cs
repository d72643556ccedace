namespace Moltbot.Runner.Processes;

/// <summary>What is kept of an output.</summary>
/// <param name="Text">The text.</param>
/// <param name="Truncated">Whether there was more.</param>
internal sealed record KeptText(string Text, bool Truncated);
