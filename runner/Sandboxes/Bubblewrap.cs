using Moltbot.Runner.Processes;

namespace Moltbot.Runner.Sandboxes;

/// <summary>Sandboxes of namespaces, made by bubblewrap.</summary>
internal sealed class Bubblewrap(RunnerOptions options, HostUser user) : ISandbox
{
    /// <summary>
    /// What the first program inside writes to its standard error before anything else. Without it whatever was written is the complaint of
    /// something that was to make the sandbox, and nothing goes on inside. All that makes a sandbox die with its runner is in place by then, so
    /// one whose runner died on the way runs nothing either.
    /// </summary>
    internal const string Mark = "moltbot: sandbox made\n";

    private readonly BubblewrapArguments _arguments = new(options, user);

    /// <inheritdoc/>
    public Task<string?> Problem(CancellationToken cancel) =>
        Task.FromResult(File.Exists(options.Bubblewrap) ? null : $"bubblewrap is missing ({options.Bubblewrap}; Debian: apt-get install bubblewrap)");

    /// <inheritdoc/>
    public void LetGo()
    {
        // They die with the runner, by the kernel.
    }

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
                Mark = Mark,
                Input = request.Input,
                More = request.More,
                Output = request.Output,
                MaxChars = request.MaxChars,
                KeepsEnd = request.KeepsEnd,
                MaxBytes = options.MaxOutputBytes,
            },
            deadline,
            cancelled);
        return new SandboxEnd(end.Ending == ProcessEnding.Exited && !end.IsMarked ? ProcessEnding.NotStarted : end.Ending, end.ExitCode, end.Output, end.Errors);
    }
}
