using Moltbot.Runner.Processes;

namespace Moltbot.Runner.Sandboxes;

/// <summary>How a program in a sandbox ended.</summary>
/// <param name="Ending">Why; <see cref="ProcessEnding.NotStarted"/> where no sandbox could be made, and nothing ran.</param>
/// <param name="ExitCode">Its own exit code, or 128 and the signal that ended it.</param>
/// <param name="Output">What is kept of its output.</param>
/// <param name="Errors">The beginning of what it wrote to the standard error; where no sandbox could be made, why, for the operator alone.</param>
internal sealed record SandboxEnd(ProcessEnding Ending, int ExitCode, KeptText Output, string Errors);
