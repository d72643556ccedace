using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Moltbot.Policy.Sandboxes;
using Moltbot.Runner.Processes;
using Moltbot.Runner.Sandboxes;
using Moltbot.Runner.Workspaces;

namespace Moltbot.Runner.Containers;

/// <summary>Sandboxes that are containers of docker or podman: a new one for each program.</summary>
internal sealed partial class ContainerSandbox : ISandbox
{
    /// <summary>Characters of warnings that an engine may give before a container begins. Arbitrary.</summary>
    private const int MostWarnings = 4096;

    private static readonly TimeSpan LongestTrial = TimeSpan.FromSeconds(60);

    private readonly RunnerOptions _options;
    private readonly WorkspaceFolders _folders;
    private readonly ContainerLabels _labels;
    private readonly ContainerEngine _engine;
    private readonly ContainerArguments _arguments;
    private readonly ContainerLifeline _lifeline;
    private readonly ContainerCheck _check;
    private readonly ILogger _logger;

    /// <summary>Containers that could not be removed, by their names, with the folders that they work in.</summary>
    private readonly ConcurrentDictionary<string, string> _left = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _looking = new(1);
    private bool _isTidy;
    private volatile string? _image;

    /// <param name="options">What this runner gives.</param>
    /// <param name="user">Whom it runs as.</param>
    /// <param name="folders">Gives folders to the user of sandboxes.</param>
    /// <param name="logger">Is told what could not be ended.</param>
    public ContainerSandbox(RunnerOptions options, HostUser user, WorkspaceFolders folders, ILogger logger)
    {
        (_options, _folders, _labels, _engine, _logger) = (options, folders, new ContainerLabels(options.State), new ContainerEngine(options, user), logger);
        _arguments = new ContainerArguments(options, user, _labels);
        _lifeline = new ContainerLifeline(_engine);
        _check = new ContainerCheck(_engine, options.BackEnd);
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
        if (end.Ending == ProcessEnding.NotStarted && (!request.Place.Network || (await _check.Image(CancellationToken.None)).Id != image))
        {
            // Whatever it is, it was not so when somebody looked. Where it may be the network that is gone, others' calls do not pay for it.
            _image = null;
        }

        return end;
    }

    /// <inheritdoc/>
    public void LetGo() => _lifeline.LetGo();

    private async Task<SandboxEnd> Run(SandboxRequest request, string image, CancellationToken deadline, CancellationToken cancelled)
    {
        foreach (var (name, _) in _left.Where(each => each.Value == request.Place.Workspace))
        {
            if ((await _engine.Remove(name)).Problem is { } still)
            {
                return NotStarted($"an earlier container of this folder is still there: {still}");
            }

            _left.TryRemove(name, out _);
        }

        if (await _lifeline.Hold() is not { } label)
        {
            return NotStarted("what ends containers when the runner is gone (/usr/bin/setsid, /bin/sh) does not begin");
        }

        var container = new ContainerName(label);
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

        // That the engine's program has ended says nothing of its container: it may have been ended, or have lost the engine. What it exits with then a program may as well.
        var (wasThere, left) = await _engine.Remove(container.Name);
        if (left is not null)
        {
            _left[container.Name] = request.Place.Workspace;
            LogLeft(container.Name, left);
        }

        return end switch
        {
            { Ending: not ProcessEnding.Exited } => new SandboxEnd(end.Ending, end.ExitCode, end.Output, end.Errors),
            { IsMarked: false } => new SandboxEnd(ProcessEnding.NotStarted, end.ExitCode, end.Output, end.Errors),
            _ when wasThere => new SandboxEnd(ProcessEnding.Lost, -1, end.Output, $"{_engine.Name}'s program ended (exit code {end.ExitCode}) and the container had not: {end.Errors.Trim()}"),
            _ => new SandboxEnd(ProcessEnding.Exited, end.ExitCode, end.Output, end.Errors),
        };
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
        if (!_isTidy && await _engine.RemoveAll(_labels.OfState) is { } silent)
        {
            return (null, silent);
        }

        _isTidy = true;
        if (_options.BackEnd.Kind == SandboxBackEndKind.Podman && WriteFilter() is { } strange)
        {
            return (null, strange);
        }

        var (id, problem) = await _check.Image(cancel);
        problem ??= await _check.Network(cancel);
        cancel.ThrowIfCancellationRequested();
        if (id is null || problem is not null)
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
        if (RuntimeInformation.OSArchitecture == Architecture.S390x)
        {
            return "podman is not used on s390x: its filter of system calls is not written for that processor";
        }

        if (ContainerSystemCalls.Places.FirstOrDefault(File.Exists) is not { } place)
        {
            return $"podman's filter of system calls is missing (looked for {string.Join(" and ", ContainerSystemCalls.Places)}; Debian: apt-get install golang-github-containers-common)";
        }

        try
        {
            var file = ContainerArguments.FilterFile(_options.State);
            _folders.MakeContainers();
            // Others may be reading it: it is there wholly or as it was.
            File.WriteAllText(file + ".new", ContainerSystemCalls.Narrowed(File.ReadAllText(place)));
            File.Move(file + ".new", file, overwrite: true);
            return null;
        }
        catch (JsonException none)
        {
            return $"podman's filter of system calls, {place}, cannot be used: {none.Message}";
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The container {Container} could not be removed and may still run; it is tried again before the next one of its folder: {Reason}")]
    private partial void LogLeft(string container, string reason);

    private static SandboxEnd NotStarted(string why) => new(ProcessEnding.NotStarted, -1, new KeptText("", Truncated: false), why);
}
