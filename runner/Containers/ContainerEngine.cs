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

    /// <summary>Asks it for something; its program is killed when there is no answer in time, whatever that has begun.</summary>
    /// <param name="words">The words behind its program.</param>
    /// <param name="cancel">Ends the asking.</param>
    public async Task<ProcessEnd> Ask(IReadOnlyList<string> words, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(LongestAnswer, TimeProvider.System);
        return await ChildProcess.Run(new ProcessRequest([Program, .. words]) { Environment = Environment, End = static _ => Task.CompletedTask, MaxChars = MaxAnswer, MaxBytes = MaxAnswer }, deadline.Token, cancel);
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

    /// <summary>Sees to it that a container is gone, with all that runs in it.</summary>
    /// <param name="container">Its name.</param>
    /// <returns>Whether it was still there, which what ended by itself is not; and why it still is, null where it is gone.</returns>
    public async Task<(bool WasThere, string? Problem)> Remove(string container)
    {
        // The program that made it may have ended without it. Only what the engine says now is known.
        var seen = await Ask(["ps", "--all", "--filter", $"name={container}", "--format", "{{.State}}"], CancellationToken.None);
        if (seen is { Ending: ProcessEnding.Exited, ExitCode: 0 } && seen.Output.Text.Trim() is "")
        {
            return (false, null);
        }

        var removed = await Ask(["rm", "--force", container], CancellationToken.None);
        return (true, removed is { Ending: ProcessEnding.Exited, ExitCode: 0 } ? null : await Left($"name={container}", removed));
    }

    /// <summary>Removes all that have a label; null, or why that cannot be.</summary>
    public async Task<string?> RemoveAll(string label)
    {
        var found = await Ask(["ps", "--all", "--quiet", "--no-trunc", "--filter", $"label={label}"], CancellationToken.None);
        if (found is not { Ending: ProcessEnding.Exited, ExitCode: 0 })
        {
            return $"{Name} does not answer: {Line(found)}";
        }

        if (found.Output.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is not { Length: > 0 } containers)
        {
            return null;
        }

        var removed = await Ask(["rm", "--force", .. containers], CancellationToken.None);
        return removed is { Ending: ProcessEnding.Exited, ExitCode: 0 } || await Left($"label={label}", removed) is not { } left ? null : $"{Name} does not remove what a runner before this one left: {left}";
    }

    /// <summary>What an engine complained of that has not removed all; null where nothing is left all the same, since somebody else removed it.</summary>
    private async Task<string?> Left(string filter, ProcessEnd removed) =>
        await Ask(["ps", "--all", "--quiet", "--filter", filter], CancellationToken.None) is { Ending: ProcessEnding.Exited, ExitCode: 0, Output.Text: var left } && left.Trim() is "" ? null : Line(removed);

    /// <summary>What it complained of.</summary>
    public static string Line(ProcessEnd end) => end.Errors.Trim() is { Length: > 0 } said ? said
        : end.Ending == ProcessEnding.TimedOut ? $"no answer within {LongestAnswer.TotalSeconds:0} s"
        : $"exit code {end.ExitCode}";
}
