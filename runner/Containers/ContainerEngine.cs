using Moltbot.Runner.Processes;
using Moltbot.Runner.Sandboxes;

namespace Moltbot.Runner.Containers;

/// <summary>The program of docker or podman. It gets two or three variables, and none of the runner's.</summary>
internal sealed class ContainerEngine(RunnerOptions options, HostUser user)
{
    /// <summary>Longest wait for an answer that takes no time where an engine works. Arbitrary.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100), LongestEnd = TimeSpan.FromSeconds(20);

    private const int MaxAnswer = 1 << 20;

    /// <summary>What people call it.</summary>
    public string Name { get; } = options.BackEnd.Name;

    /// <summary>Where it is looked for.</summary>
    public IReadOnlyList<string> Places => options.Engine is { } program ? [program] : [$"/usr/bin/{Name}", $"/usr/local/bin/{Name}"];

    /// <summary>The program; the first place where it is none.</summary>
    public string Program => Places.FirstOrDefault(File.Exists, Places[0]);

    /// <summary>Its variables. Docker's own settings of a user, which can set variables of containers, are not read; podman keeps the images of who is not root in a home.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Environment =>
    [
        new("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
        new("HOME", Name == "podman" ? user.Home : "/nonexistent"),
        .. Name == "podman" && !user.IsRoot ? [new("XDG_RUNTIME_DIR", $"/run/user/{user.Id}")] : (KeyValuePair<string, string>[])[],
        .. Name == "docker" ? [new("DOCKER_HOST", $"unix://{options.BackEnd.Socket ?? "/var/run/docker.sock"}")] : (KeyValuePair<string, string>[])[],
    ];

    /// <summary>Asks it for something.</summary>
    /// <param name="words">The words behind its program.</param>
    /// <param name="cancel">Ends the asking.</param>
    public async Task<ProcessEnd> Ask(IReadOnlyList<string> words, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(LongestAnswer, TimeProvider.System);
        return await ChildProcess.Run(new ProcessRequest([Program, .. words]) { Environment = Environment, MaxChars = MaxAnswer, MaxBytes = MaxAnswer }, deadline.Token, cancel);
    }

    /// <summary>
    /// Kills a container that is being made or runs, and waits for its end. Never fails; one that the engine does not end in time is left to it, and removed
    /// at the runner's next begin at the latest.
    /// </summary>
    /// <param name="container">Its name.</param>
    /// <param name="ended">Whether the program that made it has ended, which it does when the container is gone.</param>
    public async Task End(string container, CancellationToken ended)
    {
        using var enough = new CancellationTokenSource(LongestEnd, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ended, enough.Token);
        try
        {
            // One that is not there yet is killed when it is: nothing runs in it before that, since nobody tells it to go on.
            while (await Ask(["kill", container], either.Token) is not { Ending: ProcessEnding.Exited, ExitCode: 0 })
            {
                await Task.Delay(Pause, TimeProvider.System, either.Token);
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, either.Token);
        }
        catch (OperationCanceledException)
        {
            // It has ended, or there is no time left.
        }
    }

    /// <summary>Removes a container, if it is there, with all that runs in it.</summary>
    public Task Remove(string container) => Ask(["rm", "--force", container], CancellationToken.None);

    /// <summary>Removes all that have a label; null, or why that cannot be.</summary>
    public async Task<string?> RemoveAll(string label, CancellationToken cancel)
    {
        var found = await Ask(["ps", "--all", "--quiet", "--no-trunc", "--filter", $"label={label}"], cancel);
        if (found is not { Ending: ProcessEnding.Exited, ExitCode: 0 })
        {
            return $"{Name} does not answer: {Line(found)}";
        }

        if (found.Output.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } containers)
        {
            _ = await Ask(["rm", "--force", .. containers], cancel);
        }

        return null;
    }

    /// <summary>What it complained of.</summary>
    public static string Line(ProcessEnd end) => end.Errors.Trim() is { Length: > 0 } said ? said
        : end.Ending == ProcessEnding.TimedOut ? $"no answer within {LongestAnswer.TotalSeconds:0} s"
        : $"exit code {end.ExitCode}";
}
