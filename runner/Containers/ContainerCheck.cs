using System.Text.Json;
using Moltbot.Policy.Sandboxes;
using Moltbot.Runner.Processes;
using Moltbot.Runner.Sandboxes;

namespace Moltbot.Runner.Containers;

/// <summary>Looks whether an engine, an image and the sandboxes made of them are what tools need.</summary>
/// <param name="engine">The engine.</param>
/// <param name="backEnd">The names of image and network.</param>
internal sealed class ContainerCheck(ContainerEngine engine, SandboxBackEnd backEnd)
{
    /// <summary>What tools start, by its path: packages that every image of Debian holds (bash, coreutils, findutils, grep, util-linux, dash).</summary>
    internal static readonly string[] Programs =
    [
        "/bin/sh", "/bin/bash",
        .. new[]
        {
            "base64", "basename", "cat", "chmod", "cut", "dd", "dirname", "env", "find", "grep", "head", "mkdir", "mktemp", "mv", "nice", "prlimit", "realpath", "rm", "sha256sum", "sort", "split", "stat", "tail", "timeout", "tr", "unshare", "xargs",
        }.Select(static name => $"/usr/bin/{name}"),
    ];

    private const int CannotWrite = 3, IsNotHeld = 4, HasMore = 5;

    /// <summary>
    /// Prints what is missing, and fails where programs are not held as they are to be, where something of the machine is mounted that nobody asked for, or the
    /// folder cannot be written to.
    /// </summary>
    private const string Script = """
        for each; do [ -x "$each" ] || printf '%s ' "$each"; done
        [ -w /tmp ] || printf 'a folder /tmp that everybody may write to '
        ! unshare --user true 2>/dev/null || exit 4
        held=
        while read -r name value rest; do
          case "$name $value" in 'Seccomp: 2' | 'NoNewPrivs: 1' | 'CapEff: 0000000000000000' | 'CapBnd: 0000000000000000') held=x$held ;; esac
        done </proc/self/status
        [ "$held" = xxxx ] || exit 4
        while read -r number parent device root place rest; do
          case $place in
            / | /proc | /proc/* | /sys | /sys/* | /dev | /dev/pts | /dev/shm | /dev/mqueue | /dev/console | /tmp | /workspace) ;;
            /dev/null | /dev/zero | /dev/full | /dev/tty | /dev/random | /dev/urandom | /etc/resolv.conf | /etc/hostname | /etc/hosts | /etc/passwd | /etc/group | /run/.containerenv) ;;
            *) printf '%s\n' "$place" >&2; more=1 ;;
          esac
        done </proc/self/mountinfo
        [ -z "$more" ] || exit 5
        (: >/workspace/look && [ -O /workspace/look ] && rm /workspace/look) || exit 3
        """;

    /// <summary>Why there is no engine to ask; null where there is one.</summary>
    public string? Missing => File.Exists(engine.Program) ? null : $"{engine.Name} is missing (looked for {string.Join(" and ", engine.Places)}; Debian: apt-get install {(engine.Name == "docker" ? "docker.io" : engine.Name)})";

    /// <summary>The id of the image, or why it cannot be used.</summary>
    public async Task<(string? Id, string? Problem)> Image(CancellationToken cancel)
    {
        var told = await engine.Ask(["image", "inspect", backEnd.Image!], cancel);
        if (told is not { Ending: ProcessEnding.Exited, ExitCode: 0 })
        {
            return (null, $"{engine.Name} has no image {backEnd.Image}, and none is pulled ({ContainerEngine.Line(told)}); {engine.Name} pull or load it first");
        }

        try
        {
            using var read = JsonDocument.Parse(told.Output.Text);
            var first = read.RootElement[0];
            if (first.TryGetProperty("Config", out var config) && config.ValueKind == JsonValueKind.Object && config.TryGetProperty("Volumes", out var volumes)
                && volumes.ValueKind == JsonValueKind.Object && volumes.EnumerateObject().Any())
            {
                return (null, $"the image {backEnd.Image} declares volumes, which would be folders of the machine that sandboxes write to; build one without VOLUME");
            }

            return (first.GetProperty("Id").GetString(), null);
        }
        catch (Exception strange) when (strange is JsonException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException)
        {
            return (null, $"{engine.Name} says nothing of the image {backEnd.Image} that can be understood");
        }
    }

    /// <summary>Why calls that were granted a network could not have the one that was named; null where they can, or none was.</summary>
    public async Task<string?> Network(CancellationToken cancel) =>
        backEnd.Network is { } network && await engine.Ask(["network", "inspect", network], cancel) is { } told and not { Ending: ProcessEnding.Exited, ExitCode: 0 }
            ? $"{engine.Name} has no network {network} ({ContainerEngine.Line(told)}); {engine.Name} network create makes one"
            : null;

    /// <summary>Why no sandbox can be had of the image; null where one can.</summary>
    /// <param name="run">Makes one.</param>
    /// <param name="folder">A folder to give it, of the user that it runs as.</param>
    public async Task<string?> Trial(Func<SandboxRequest, Task<SandboxEnd>> run, string folder)
    {
        var end = await run(new SandboxRequest(new SandboxPlace(folder, null, Network: false, []), ["/bin/sh", "-c", Script, "sh", .. Programs]) { MaxChars = 2000 });
        return (end.Ending, end.ExitCode, end.Output.Text.Trim()) switch
        {
            (ProcessEnding.Exited, _, { Length: > 0 } missing) => $"the image {backEnd.Image} lacks {missing}; it needs bash, coreutils, findutils, grep and util-linux in /usr/bin and /bin, as Debian's have them",
            (ProcessEnding.Exited, 0, _) => null,
            (ProcessEnding.Exited, IsNotHeld, _) => $"programs in a container of {engine.Name} may make user namespaces, have capabilities or may get some, or meet no filter of system calls; none of that may be",
            (ProcessEnding.Exited, HasMore, _) => $"{engine.Name} mounts what nobody asked for: {end.Errors.Trim().ReplaceLineEndings(" ")}; take it out of its settings (podman: volumes and mounts of containers.conf, and mounts.conf)",
            (ProcessEnding.Exited, CannotWrite, _) => $"in a container of {engine.Name} the user of sandboxes cannot write to a folder of this runner: users are mapped (as by docker without root or with userns-remap; podman without root keeps them), or SELinux keeps containers from the state folder",
            (ProcessEnding.Exited, _, _) => $"the look at a container of {engine.Name} failed (exit code {end.ExitCode}): {end.Errors.Trim()}",
            (ProcessEnding.Lost, _, _) => $"a container of {engine.Name} was lost: {end.Errors.Trim()}",
            (ProcessEnding.NotStarted, _, _) => $"{engine.Name} makes no container of the image {backEnd.Image}: {end.Errors.Trim()}",
            _ => $"{engine.Name} makes no container of the image {backEnd.Image} in time",
        };
    }
}
