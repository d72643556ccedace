using System.Globalization;

namespace Moltbot.Runner.Sandboxes;

/// <summary>Writes the command that makes a sandbox and starts a program in it.</summary>
internal sealed class BubblewrapArguments(RunnerOptions options, HostUser user)
{
    // The user inside of the sandbox's own user namespace; nobody outside.
    private const string InnerUser = "1000";

    /// <summary>Folders of programs that are links into /usr on most systems.</summary>
    private static readonly string[] ProgramFolders = ["/bin", "/sbin", "/lib", "/lib32", "/lib64"];

    /// <summary>What programs need of the host's settings; none of it is anybody's secret.</summary>
    private static readonly string[] Settings = ["/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime", "/etc/ssl/certs", "/etc/mime.types"];

    private static readonly string[] NetworkSettings = ["/etc/resolv.conf", "/etc/nsswitch.conf", "/etc/services", "/etc/protocols"];

    /// <summary>The command of a request: the last words of it are the request's own, which no program before them reads as options.</summary>
    public IReadOnlyList<string> Of(SandboxRequest request)
    {
        List<string> words = [.. user.Prefix, options.Bubblewrap];
        AddNamespaces(words, request.Place.Network);
        AddSystem(words, request.Place.Network);
        words.AddRange(["--bind", request.Place.Workspace, SandboxPlace.WorkspacePath]);
        if (request.Place.Agent is { } agent)
        {
            words.AddRange(["--ro-bind", agent, SandboxPlace.AgentPath]);
        }

        // Whoever steps down first may not enter the folder before: it is the other user's.
        words.AddRange(["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", user.IsRoot ? "/" : SandboxPlace.WorkspacePath, "--clearenv"]);
        foreach (var (name, value) in SandboxPlace.Variables.Concat(request.Place.Environment))
        {
            words.AddRange(["--setenv", name, value]);
        }

        // Where memory runs out, the sandbox is what the kernel ends first.
        words.AddRange(["--", "/usr/bin/choom", "-n", "900", "--"]);
        AddStepDown(words);
        // The last ones before the program: processes are counted per user namespace, so nobody else's count, and what made the sandbox does not.
        words.AddRange(options.Limits.Within(request.Place.Limits).Command(countsProcesses: true));
        // The shell does not give way to the program: where it is the first process of the namespace it waits for all that lose their parents.
        words.AddRange(["/bin/sh", "-c", $"printf '{Bubblewrap.Mark.Replace("\n", "\\n", StringComparison.Ordinal)}' >&2; read -r go || exit 1; \"$@\"; exit $?", "sh"]);
        words.AddRange(request.Argv);
        return words;
    }

    private void AddNamespaces(List<string> words, bool network)
    {
        words.AddRange(user.IsRoot
            ? ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP"]
            : ["--unshare-user", "--disable-userns", "--uid", InnerUser, "--gid", InnerUser, "--cap-drop", "ALL"]);
        // A reaper of bubblewrap's own would have it end, and us go on, before the kernel has ended what the program left behind.
        words.AddRange(["--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try", "--hostname", "sandbox", "--as-pid-1", "--die-with-parent", "--new-session"]);
        if (!network)
        {
            words.Add("--unshare-net");
        }
    }

    private void AddSystem(List<string> words, bool network)
    {
        words.AddRange(["--ro-bind", "/usr", "/usr"]);
        foreach (var folder in ProgramFolders)
        {
            if (new DirectoryInfo(folder) is { LinkTarget: { } target })
            {
                words.AddRange(["--symlink", target, folder]);
            }
            else
            {
                words.AddRange(["--ro-bind-try", folder, folder]);
            }
        }

        // What is made on the way to these is for root alone otherwise, and programs run as another user.
        words.AddRange(["--perms", "0755", "--dir", "/etc", "--perms", "0755", "--dir", "/etc/ssl"]);
        foreach (var setting in network ? [.. Settings, .. NetworkSettings] : Settings)
        {
            words.AddRange(["--ro-bind-try", setting, setting]);
        }

        var size = options.TemporaryBytes.ToString(CultureInfo.InvariantCulture);
        words.AddRange(["--proc", "/proc", "--dev", "/dev"]);
        foreach (var folder in new[] { "/dev/shm", "/tmp" })
        {
            words.AddRange(["--perms", "1777", "--size", size, "--tmpfs", folder]);
        }
    }

    private void AddStepDown(List<string> words)
    {
        if (!user.IsRoot)
        {
            return;
        }

        var id = options.SandboxUser.ToString(CultureInfo.InvariantCulture);
        words.AddRange(
        [
            // The first process of the namespace, with whose end all others end, stays root's: bubblewrap outside, which it is to die with, has no
            // capability left, so the kernel would not let its end be a signal to another user's.
            "/bin/sh", "-c", "\"$@\"; exit $?", "sh",
            "/usr/bin/setpriv", $"--reuid={id}", $"--regid={id}", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs", "--",
            options.Bubblewrap, "--unshare-user", "--disable-userns", "--die-with-parent", "--uid", InnerUser, "--gid", InnerUser, "--dev-bind", "/", "/",
            "--chdir", SandboxPlace.WorkspacePath, "--",
        ]);
    }
}
