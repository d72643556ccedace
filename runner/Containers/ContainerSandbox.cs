using System.Text.Json;
using Moltbot.Policy.Sandboxes;
using Moltbot.Runner.Processes;
using Moltbot.Runner.Sandboxes;
using Moltbot.Runner.Workspaces;

namespace Moltbot.Runner.Containers;

/// <summary>Sandboxes that are containers of docker or podman: a new one for each program.</summary>
internal sealed class ContainerSandbox : ISandbox
{
    /// <summary>Characters of warnings that an engine may give before a container begins. Arbitrary.</summary>
    private const int MostWarnings = 4096;

    /// <summary>What the engines exit with when they failed themselves, or were killed: from here on, and a program may as well.</summary>
    private const int LeastOddCode = 125;

    private static readonly TimeSpan LongestTrial = TimeSpan.FromSeconds(60);

    private readonly RunnerOptions _options;
    private readonly WorkspaceFolders _folders;
    private readonly ContainerLabels _labels;
    private readonly ContainerEngine _engine;
    private readonly ContainerArguments _arguments;
    private readonly ContainerLifeline _lifeline;
    private readonly ContainerCheck _check;
    private readonly SemaphoreSlim _looking = new(1);
    private bool _isTidy;
    private volatile string? _image;

    /// <param name="options">What this runner gives.</param>
    /// <param name="user">Whom it runs as.</param>
    /// <param name="folders">Gives folders to the user of sandboxes.</param>
    public ContainerSandbox(RunnerOptions options, HostUser user, WorkspaceFolders folders)
    {
        (_options, _folders, _labels, _engine) = (options, folders, new ContainerLabels(options.State), new ContainerEngine(options, user));
        _arguments = new ContainerArguments(options, user, _labels);
        _lifeline = new ContainerLifeline(_engine);
        _check = new ContainerCheck(_engine, options.BackEnd.Image!);
    }

    /// <inheritdoc/>
    public async Task<string?> Problem(CancellationToken cancel) => (await Image(cancel)).Problem;

    /// <inheritdoc/>
    public async Task<SandboxEnd> Run(SandboxRequest request, CancellationToken deadline, CancellationToken cancelled)
    {
        if (request.Place.Network && _options.BackEnd.Network is null)
        {
            return NotStarted("a network was granted, and this runner has none to give");
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(deadline, cancelled);
        string? image, problem;
        try
        {
            (image, problem) = await Image(over.Token);
        }
        catch (OperationCanceledException)
        {
            return NotStarted("") with { Ending = cancelled.IsCancellationRequested ? ProcessEnding.Cancelled : ProcessEnding.TimedOut };
        }

        if (image is null)
        {
            return NotStarted(problem!);
        }

        var end = await Run(request, image, deadline, cancelled);
        if (end.Ending == ProcessEnding.NotStarted)
        {
            // Whatever it is, it was not so when somebody looked.
            _image = null;
        }

        return end;
    }

    /// <inheritdoc/>
    public void LetGo() => _lifeline.LetGo();

    private async Task<SandboxEnd> Run(SandboxRequest request, string image, CancellationToken deadline, CancellationToken cancelled)
    {
        var container = new ContainerName(_lifeline.Hold());
        var end = await ChildProcess.Run(
            new ProcessRequest([_engine.Program, .. _arguments.Of(request, container, image)])
            {
                Environment = _engine.Environment,
                Mark = container.Mark,
                BeforeMark = MostWarnings,
                End = ended => _engine.End(container.Name, ended),
                Input = request.Input,
                More = request.More,
                Output = request.Output,
                MaxChars = request.MaxChars,
                KeepsEnd = request.KeepsEnd,
                MaxBytes = _options.MaxOutputBytes,
            },
            deadline,
            cancelled);

        // Where the engine's program ended by itself its container is gone. Where it may have been killed, it may not be.
        if (end.Ending != ProcessEnding.Exited || !end.IsMarked || end.ExitCode >= LeastOddCode)
        {
            await _engine.Remove(container.Name);
        }

        return new SandboxEnd(end.Ending == ProcessEnding.Exited && !end.IsMarked ? ProcessEnding.NotStarted : end.Ending, end.ExitCode, end.Output, end.Errors);
    }

    /// <summary>The image, if sandboxes can be had of it. Looked at until they can, by one at a time.</summary>
    private async Task<(string? Id, string? Problem)> Image(CancellationToken cancel)
    {
        if (_image is { } known)
        {
            return (known, null);
        }

        await _looking.WaitAsync(cancel);
        try
        {
            return _image is { } image ? (image, null) : await Look(cancel);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (null, $"the folder of containers cannot be had: {failure.Message}");
        }
        finally
        {
            _looking.Release();
        }
    }

    private async Task<(string? Id, string? Problem)> Look(CancellationToken cancel)
    {
        if (_check.Missing is { } missing)
        {
            return (null, missing);
        }

        // Those of a runner before this one, which died without ending them. Only before the first one of this.
        if (!_isTidy && await _engine.RemoveAll(_labels.OfState, cancel) is { } silent)
        {
            return (null, silent);
        }

        _isTidy = true;
        if (_options.BackEnd.Kind == SandboxBackEndKind.Podman && WriteFilter() is { } strange)
        {
            return (null, strange);
        }

        var (id, problem) = await _check.Image(cancel);
        cancel.ThrowIfCancellationRequested();
        if (id is null)
        {
            return (null, problem);
        }

        using var deadline = new CancellationTokenSource(LongestTrial, TimeProvider.System);
        var folder = _folders.MakeTrial();
        problem = await _check.Trial(request => Run(request, id, deadline.Token, cancel), folder);
        Directory.Delete(folder, recursive: true);
        cancel.ThrowIfCancellationRequested();
        return problem is null ? (_image = id, null) : (null, problem);
    }

    private string? WriteFilter()
    {
        if (ContainerSystemCalls.Places.FirstOrDefault(File.Exists) is not { } place)
        {
            return $"podman's filter of system calls is missing (looked for {string.Join(" and ", ContainerSystemCalls.Places)}; Debian: apt-get install golang-github-containers-common)";
        }

        try
        {
            var file = ContainerArguments.FilterFile(_options.State);
            _folders.MakeContainers();
            File.WriteAllText(file, ContainerSystemCalls.Narrowed(File.ReadAllText(place)));
            return null;
        }
        catch (JsonException)
        {
            return $"podman's filter of system calls, {place}, cannot be understood";
        }
    }

    private static SandboxEnd NotStarted(string why) => new(ProcessEnding.NotStarted, -1, new KeptText("", Truncated: false), why);
}
