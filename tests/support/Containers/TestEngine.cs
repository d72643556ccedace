using System.Diagnostics;
using Moltbot.Policy.Sandboxes;

namespace Moltbot.TestSupport.Containers;

/// <summary>An engine of containers that runs on this machine, with an image made of the machine's own programs: no registry is asked.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Program">Its program.</param>
public sealed record TestEngine(SandboxBackEndKind Kind, string Program)
{
    /// <summary>The image's name. What is in it is told by the number: another recipe needs another one.</summary>
    public const string Image = "moltbot-sandbox-test:2";

    /// <summary>
    /// Makes a file system of the shells, coreutils, findutils and what else tests start, with the libraries that they name.
    /// </summary>
    private const string Recipe = """
        set -e
        engine=$1 image=$2
        "$engine" image inspect "$image" >/dev/null 2>&1 && exit
        folder=$(mktemp -d)
        trap 'rm -rf "$folder"' EXIT
        cd "$folder"
        mkdir -p usr/bin usr/lib usr/lib64 dev etc proc sys tmp
        for each in bin lib lib64; do ln -s "usr/$each" "$each"; done
        ln -s usr/bin sbin
        chmod 1777 tmp
        for each in $(dpkg -L bash dash coreutils findutils grep sed | grep -E '^(/usr)?/bin/') /usr/bin/setsid /usr/bin/prlimit /usr/bin/unshare /usr/bin/mount; do
          [ ! -f "$each" ] || cp -L "$each" usr/bin/
        done
        ln -sf dash usr/bin/sh
        for each in $(ldd usr/bin/* 2>/dev/null | grep -oE '/[^ ]+\.so[^ ]*' | sort -u); do
          place=usr/${each#/}; place=usr/${place#usr/}; place=${place#usr/usr/}; place=usr/${place#usr/}
          mkdir -p "$(dirname "$place")"
          cp -L "$each" "$place"
        done
        tar -c . | "$engine" import - "$image" >/dev/null
        """;

    /// <summary>What our own containers ask of an engine besides the usual: a machine may have one that cannot do it.</summary>
    private static readonly string[] Trial =
    [
        "run", "--rm", "--pull", "never", "--network", "none", "--cgroupns", "private", "--pids-limit", "64", "--memory", "64m", "--memory-swap", "64m", "--ulimit", "nproc=4096:4096",
        "--ulimit", "nofile=1024:1024", Image, "/bin/true",
    ];

    /// <summary>The socket of a docker that was started for the tests; null for the machine's own.</summary>
    private static readonly string? Socket = Environment.GetEnvironmentVariable("MOLTBOT_TEST_DOCKER") is { Length: > 0 } named ? named : null;

    private static readonly Lazy<(TestEngine? Engine, string? SkipReason)> OwnDocker = new(static () => Find(SandboxBackEndKind.Docker, "docker"));
    private static readonly Lazy<(TestEngine? Engine, string? SkipReason)> OwnPodman = new(static () => Find(SandboxBackEndKind.Podman, "podman"));

    /// <summary>Docker, or why there is none.</summary>
    public static (TestEngine? Engine, string? SkipReason) Docker => OwnDocker.Value;

    /// <summary>Podman, or why there is none.</summary>
    public static (TestEngine? Engine, string? SkipReason) Podman => OwnPodman.Value;

    /// <summary>The back end that it is.</summary>
    /// <param name="image">Another image than the usual.</param>
    /// <param name="network">A network of it.</param>
    public SandboxBackEnd BackEnd(string? image = null, string? network = null) =>
        SandboxBackEnd.Parse(Kind == SandboxBackEndKind.Docker ? "docker" : "podman", image ?? Image, network, Kind == SandboxBackEndKind.Docker ? Socket : null);

    /// <summary>Runs its program and gives what it wrote; it has to succeed.</summary>
    public string Do(params string[] words)
    {
        var (code, output, errors) = Run([Program, .. words]);
        return code == 0 ? output : throw new InvalidOperationException($"{Program} {string.Join(' ', words)}: {errors}");
    }

    private static (TestEngine? Engine, string? SkipReason) Find(SandboxBackEndKind kind, string name)
    {
        if (new[] { $"/usr/bin/{name}", $"/usr/local/bin/{name}" }.FirstOrDefault(File.Exists) is not { } program)
        {
            return (null, $"{name} is not installed");
        }

        if (Run([program, "ps"]) is { Code: not 0 } silent)
        {
            return (null, $"{name} does not answer: {silent.Errors}");
        }

        if (Run(["/bin/sh", "-c", Recipe, "sh", program, Image]) is { Code: not 0 } unmade)
        {
            return (null, $"no image could be made for {name}: {unmade.Errors}");
        }

        if (Run([program, .. Trial]) is not { Code: not 0 } failed)
        {
            return (new TestEngine(kind, program), null);
        }

        // Where control groups are of the first version, crun, podman's usual runtime, runs nothing.
        return kind == SandboxBackEndKind.Podman && WithRunc(program) is { } other && Run([other, .. Trial]).Code == 0
            ? (new TestEngine(kind, other), null)
            : (null, $"{name} runs no container with limits on this machine: {failed.Errors}");
    }

    private static string WithRunc(string program)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("podman-").FullName, "podman");
        File.WriteAllText(file, $"#!/bin/sh\nexec {program} --runtime runc \"$@\"\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        return file;
    }

    private static (int Code, string Output, string Errors) Run(IReadOnlyList<string> words)
    {
        var start = new ProcessStartInfo(words[0], words.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (Socket is not null)
        {
            start.Environment["DOCKER_HOST"] = $"unix://{Socket}";
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult().Trim().ReplaceLineEndings(" "));
    }
}
