using System.Globalization;
using Moltbot.Policy.Sandboxes;
using Moltbot.Runner.Sandboxes;

namespace Moltbot.Runner.Containers;

/// <summary>
/// Writes the command that makes a container and starts a program in it. This is the closed list (attack X1): what a call, a document or a
/// variable says stands behind the image, as words of the program, or is a number.
/// </summary>
internal sealed class ContainerArguments(RunnerOptions options, HostUser user, ContainerLabels labels)
{
    /// <summary>
    /// Sandboxes that there are at once, at most: calls, programs and servers. The kernel counts a user's processes over the whole machine, so
    /// that this is no more than a last bound; each container's own is the engine's.
    /// </summary>
    private const int Sandboxes = 4 + 32 + 32;

    /// <summary>Time beyond the call's own, after which a container ends without anybody.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private bool IsPodman => options.BackEnd.Kind == SandboxBackEndKind.Podman;

    /// <summary>The words behind the engine's program.</summary>
    /// <param name="request">The program and what it is given.</param>
    /// <param name="container">What makes this container another one than all others.</param>
    /// <param name="image">The image's id.</param>
    /// <exception cref="IOException">A folder has a name that no mount can be written for.</exception>
    public IReadOnlyList<string> Of(SandboxRequest request, ContainerName container, string image)
    {
        List<string> words = ["run", "--rm", "--interactive", "--sig-proxy=false", "--pull", "never", "--name", container.Name, .. labels.Words, "--log-driver", "none"];
        AddNamespaces(words, request.Place.Network);
        AddLimits(words, options.Limits.Within(request.Place.Limits));
        AddFolders(words, request.Place);

        // What the image would start, and the variables that it sets, have no part in it.
        words.AddRange(["--no-healthcheck", "--entrypoint", "/usr/bin/env", image, "-i", "--"]);
        words.AddRange(SandboxPlace.Variables.Concat(request.Place.Environment).Select(static each => $"{each.Key}={each.Value}"));

        // The shell stays the first process: it waits for all that lose their parents, and all end with it.
        var longest = ((long)(request.Longest + Grace).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        words.AddRange(
        [
            "/bin/sh", "-c", $"printf '{ContainerName.MarkBegins}%s\\n' \"$0\" >&2; read -r go || exit 1; /usr/bin/timeout --foreground -s KILL \"$@\"; exit $?", container.Nonce, longest,
            .. request.Argv,
        ]);
        return words;
    }

    private void AddNamespaces(List<string> words, bool network)
    {
        var (id, group) = user.IsRoot ? ((uint)options.SandboxUser, (uint)options.SandboxUser) : (user.Id, user.Group);
        words.AddRange(
        [
            "--network", network ? options.BackEnd.Network! : "none", "--ipc", "private", "--cgroupns", "private", "--hostname", "sandbox",
            "--user", string.Create(CultureInfo.InvariantCulture, $"{id}:{group}"), "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--read-only",
        ]);
        if (IsPodman)
        {
            // It would mount folders in memory of any size, and make volumes that an image asks for.
            words.AddRange(["--read-only-tmpfs=false", "--image-volume", "ignore"]);
            if (!user.IsRoot)
            {
                words.AddRange(["--userns", "keep-id"]);
            }
        }
    }

    private void AddLimits(List<string> words, SandboxLimits limits)
    {
        // Where memory runs out, the sandbox is what the kernel ends first.
        words.AddRange(["--oom-score-adj", "900", "--ulimit", "core=0:0"]);
        Limit("data", limits.MemoryBytes);
        Limit("nofile", limits.OpenFiles);
        Limit("fsize", limits.FileBytes);
        Limit("cpu", limits.CpuSeconds);
        Limit("nproc", options.Limits.Processes * Sandboxes);
        if (limits.Processes is { } processes)
        {
            words.AddRange(["--pids-limit", Text(processes + ContainerName.OwnProcesses)]);
        }

        if (limits.MemoryBytes is { } memory)
        {
            // For all of it: one process and what lies in its folders in memory. No swap besides.
            var all = Text(Math.Max(memory, LeastMemory) + (2 * options.TemporaryBytes));
            words.AddRange(["--memory", all, "--memory-swap", all]);
        }

        void Limit(string name, long? most)
        {
            if (most is { } value)
            {
                words.AddRange(["--ulimit", $"{name}={Text(value)}:{Text(value)}"]);
            }
        }
    }

    /// <summary>Less than this an engine refuses.</summary>
    private const long LeastMemory = 8L << 20;

    private void AddFolders(List<string> words, SandboxPlace place)
    {
        var size = Text(options.TemporaryBytes);
        words.AddRange(["--tmpfs", $"/tmp:rw,exec,nosuid,nodev,size={size},mode=1777", "--shm-size", size, "--mount", Bind(place.Workspace, SandboxPlace.WorkspacePath)]);
        if (place.Agent is { } agent)
        {
            words.AddRange(["--mount", $"{Bind(agent, SandboxPlace.AgentPath)},readonly"]);
        }

        words.AddRange(["--workdir", SandboxPlace.WorkspacePath]);
    }

    // A mount is a list of comma-separated values: what would end a value or quote one is in no path.
    private static string Bind(string folder, string at) => folder.StartsWith('/') && !folder.Any(static letter => letter is ',' or ':' or '"' or '\\' || char.IsControl(letter))
        ? $"type=bind,source={folder},target={at},bind-propagation=rprivate"
        : throw new IOException("the path of a folder holds a colon, a comma, a quote, a backslash or a control character: no container can be given it");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
