namespace Moltbot.Runner.Processes;

/// <summary>How a program ended.</summary>
/// <param name="Ending">Why.</param>
/// <param name="ExitCode">Its own exit code, or 128 and the signal that ended it.</param>
/// <param name="Output">What is kept of its output.</param>
/// <param name="Errors">The beginning of what it wrote to the standard error, behind its mark.</param>
/// <param name="IsMarked">Whether it wrote the mark that was asked for, and was told to go on.</param>
internal sealed record ProcessEnd(ProcessEnding Ending, int ExitCode, KeptText Output, string Errors, bool IsMarked);
