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

    /// <summary>Bytes of memory; with less an engine begins no container.</summary>
    private const long LeastMemory = 8L << 20;

    /// <summary>Open files; with less an engine begins no container.</summary>
    private const long LeastFiles = 1024;

    /// <summary>Time beyond the call's own, after which a container ends without anybody.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private bool IsPodman => options.BackEnd.Kind == SandboxBackEndKind.Podman;

    /// <summary>The words behind the engine's program.</summary>
    /// <param name="request">The program and what it is given.</param>
    /// <param name="container">What makes this container another one than all others.</param>
    /// <param name="image">The image's id.</param>
    /// <exception cref="IOException">A folder has a name that no mount can be written for, or the user would be root.</exception>
    public IReadOnlyList<string> Of(SandboxRequest request, ContainerName container, string image)
    {
        var limits = options.Limits.Within(request.Place.Limits);
        List<string> words = ["run", "--rm", "--interactive", "--sig-proxy=false", "--pull", "never", "--stop-signal", "KILL", "--name", container.Name, .. labels.Words(container), "--log-driver", "none"];
        AddNamespaces(words, request.Place.Network);
        AddLimits(words, limits);
        AddFolders(words, request.Place);

        // What the image would start, and the variables that it sets, have no part in it.
        words.AddRange(["--no-healthcheck", "--entrypoint", "/usr/bin/env", image, "-i", "--"]);
        words.AddRange(SandboxPlace.Variables.Concat(request.Place.Environment).Select(static each => $"{each.Key}={each.Value}"));

        // The shell stays the first process: it waits for all that lose their parents, and all end with it.
        var longest = ((long)(request.Longest + Grace).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        words.AddRange(
        [
            "/bin/sh", "-c", $"printf '{ContainerName.MarkBegins}%s\\n' \"$0\" >&2; read -r go || exit 1; /usr/bin/timeout --foreground -s KILL \"$@\"; exit $?", container.Nonce, longest,
            .. limits.Command(countsProcesses: false), .. request.Argv,
        ]);
        return words;
    }

    /// <summary>Where podman's filter of system calls lies.</summary>
    public static string FilterFile(string state) => Path.Combine(state, "containers", "seccomp.json");

    private void AddNamespaces(List<string> words, bool network)
    {
        var (id, group) = user.IsRoot ? ((uint)options.SandboxUser, (uint)options.SandboxUser) : (user.Id, user.Group);
        if (id == 0 || group == 0)
        {
            throw new IOException("containers would run as root");
        }

        words.AddRange(
        [
            "--network", network ? options.BackEnd.Network! : "none", "--ipc", "private", "--cgroupns", "private", "--hostname", "sandbox",
            "--user", string.Create(CultureInfo.InvariantCulture, $"{id}:{group}"), "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--read-only",
        ]);
        if (IsPodman)
        {
            // It would mount folders in memory of any size, make volumes that an image asks for, and let programs make user namespaces.
            // What its settings say of namespaces does not count. And two bytes of what a program is given to read would part it from us, and it would go on.
            words.AddRange(["--read-only-tmpfs=false", "--image-volume", "ignore", "--security-opt", $"seccomp={FilterFile(options.State)}", "--pid", "private", "--uts", "private", "--detach-keys="]);
            if (!user.IsRoot)
            {
                words.AddRange(["--userns", "keep-id"]);
            }
        }
    }

    private void AddLimits(List<string> words, SandboxLimits limits)
    {
        // Where memory runs out, the sandbox is what the kernel ends first. The engine's own programs run within these limits before ours do, so they
        // are wide: those of the call are set inside, before its program.
        words.AddRange(["--oom-score-adj", "900", "--ulimit", "core=0:0"]);
        Limit("nofile", options.Limits.OpenFiles is { } files ? Math.Max(files, LeastFiles) : null);
        Limit("nproc", options.Limits.Processes * Sandboxes is { } all && user.MostProcesses is { } most ? Math.Min(all, most) : options.Limits.Processes * Sandboxes);
        if (limits.Processes is { } processes)
        {
            words.AddRange(["--pids-limit", Text(processes + ContainerName.OwnProcesses)]);
        }

        if (limits.MemoryBytes is { } memory)
        {
            // For all of it: one process and what lies in its folders in memory. No swap besides.
            var sum = Text(Math.Max(memory, LeastMemory) + (2 * options.TemporaryBytes));
            words.AddRange(["--memory", sum, "--memory-swap", sum]);
        }

        void Limit(string name, long? most)
        {
            if (most is { } value)
            {
                words.AddRange(["--ulimit", $"{name}={Text(value)}:{Text(value)}"]);
            }
        }
    }

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
