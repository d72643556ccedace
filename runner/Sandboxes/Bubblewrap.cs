using Moltbot.Runner.Processes;

namespace Moltbot.Runner.Sandboxes;

/// <summary>Sandboxes of namespaces, made by bubblewrap.</summary>
internal sealed class Bubblewrap(RunnerOptions options, HostUser user) : ISandbox
{
    /// <summary>
    /// What the first program inside writes to its standard error before anything else. Without it whatever was written is the complaint of
    /// something that was to make the sandbox.
    /// </summary>
    internal const string Mark = "moltbot: sandbox made\n";

    private readonly BubblewrapArguments _arguments = new(options, user);

    /// <inheritdoc/>
    public async Task<SandboxEnd> Run(SandboxRequest request, CancellationToken deadline, CancellationToken cancelled)
    {
        if (request.Place.Network && !options.SharesNetwork)
        {
            return new SandboxEnd(ProcessEnding.NotStarted, -1, new KeptText("", Truncated: false), "a network was granted, and this runner has none to give");
        }

        var end = await ChildProcess.Run(
            new ProcessRequest(_arguments.Of(request))
            {
                Input = request.Input,
                MaxChars = request.MaxChars,
                KeepsEnd = request.KeepsEnd,
                MaxBytes = options.MaxOutputBytes,
            },
            deadline,
            cancelled);
        var isMade = end.Errors.StartsWith(Mark, StringComparison.Ordinal);
        return new SandboxEnd(
            end.Ending == ProcessEnding.Exited && !isMade ? ProcessEnding.NotStarted : end.Ending, end.ExitCode, end.Output, isMade ? end.Errors[Mark.Length..] : end.Errors);
    }
}
