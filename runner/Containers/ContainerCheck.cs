using System.Text.Json;
using Moltbot.Runner.Processes;
using Moltbot.Runner.Sandboxes;

namespace Moltbot.Runner.Containers;

/// <summary>Looks whether an engine, an image and the sandboxes made of them are what tools need.</summary>
/// <param name="engine">The engine.</param>
/// <param name="image">The image's name.</param>
internal sealed class ContainerCheck(ContainerEngine engine, string image)
{
    /// <summary>What tools start, by its path: packages that every image of Debian holds (bash, coreutils, findutils, util-linux, dash).</summary>
    private static readonly string[] Programs =
    [
        "/bin/sh", "/bin/bash",
        .. new[]
        {
            "base64", "basename", "cat", "chmod", "dd", "dirname", "env", "find", "head", "mkdir", "mktemp", "mv", "nice", "prlimit", "realpath", "rm", "sha256sum", "stat", "tail", "timeout", "tr", "unshare",
        }.Select(static name => $"/usr/bin/{name}"),
    ];

    private const int MakesNamespaces = 4;

    /// <summary>Prints what is missing, and fails where the folder cannot be written to.</summary>
    private const string Script = """
        for each; do [ -x "$each" ] || printf '%s ' "$each"; done
        [ -w /tmp ] || printf 'a folder /tmp that everybody may write to '
        ! unshare --user true 2>/dev/null || exit 4
        (: >/workspace/look && [ -O /workspace/look ] && rm /workspace/look) || exit 3
        """;

    /// <summary>Why there is no engine to ask; null where there is one.</summary>
    public string? Missing => File.Exists(engine.Program) ? null : $"{engine.Name} is missing (looked for {string.Join(" and ", engine.Places)}; Debian: apt-get install {(engine.Name == "docker" ? "docker.io" : engine.Name)})";

    /// <summary>The id of the image, or why it cannot be used.</summary>
    public async Task<(string? Id, string? Problem)> Image(CancellationToken cancel)
    {
        var told = await engine.Ask(["image", "inspect", image], cancel);
        if (told is not { Ending: ProcessEnding.Exited, ExitCode: 0 })
        {
            return (null, $"{engine.Name} has no image {image}, and none is pulled ({ContainerEngine.Line(told)}); {engine.Name} pull or load it first");
        }

        try
        {
            using var read = JsonDocument.Parse(told.Output.Text);
            var first = read.RootElement[0];
            if (first.TryGetProperty("Config", out var config) && config.ValueKind == JsonValueKind.Object && config.TryGetProperty("Volumes", out var volumes)
                && volumes.ValueKind == JsonValueKind.Object && volumes.EnumerateObject().Any())
            {
                return (null, $"the image {image} declares volumes, which would be folders of the machine that sandboxes write to; build one without VOLUME");
            }

            return (first.GetProperty("Id").GetString(), null);
        }
        catch (Exception strange) when (strange is JsonException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException)
        {
            return (null, $"{engine.Name} says nothing of the image {image} that can be understood");
        }
    }

    /// <summary>Why no sandbox can be had of the image; null where one can.</summary>
    /// <param name="run">Makes one.</param>
    /// <param name="folder">A folder to give it, of the user that it runs as.</param>
    public async Task<string?> Trial(Func<SandboxRequest, Task<SandboxEnd>> run, string folder)
    {
        var end = await run(new SandboxRequest(new SandboxPlace(folder, null, Network: false, []), ["/bin/sh", "-c", Script, "sh", .. Programs]) { MaxChars = 2000 });
        return (end.Ending, end.ExitCode, end.Output.Text.Trim()) switch
        {
            (ProcessEnding.Exited, _, { Length: > 0 } missing) => $"the image {image} lacks {missing}; it needs bash, coreutils, findutils and util-linux in /usr/bin and /bin, as Debian's have them",
            (ProcessEnding.Exited, 0, _) => null,
            (ProcessEnding.Exited, MakesNamespaces, _) => $"programs in a container of {engine.Name} may make user namespaces, so its filter of system calls is not there; it has to be",
            (ProcessEnding.Exited, _, _) => $"in a container of {engine.Name} the user of sandboxes is not the one that folders of this runner belong to (users are mapped, as by docker without root or with userns-remap); podman without root keeps them",
            (ProcessEnding.NotStarted, _, _) => $"{engine.Name} makes no container of the image {image}: {end.Errors.Trim()}",
            _ => $"{engine.Name} makes no container of the image {image} in time",
        };
    }
}
