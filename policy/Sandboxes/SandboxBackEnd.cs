using System.Text.RegularExpressions;

namespace Moltbot.Policy.Sandboxes;

/// <summary>
/// What makes the sandboxes of a runner. Whoever starts the runner decides it: no document, tenant or call has a say (attack X1).
/// </summary>
public sealed partial record SandboxBackEnd
{
    private const int MaxImageLength = 255;

    /// <summary>Words that an engine takes for a way to the network, not for the name of one.</summary>
    private static readonly string[] NoNetworks = ["host", "none", "default", "private", "slirp4netns", "pasta"];

    private SandboxBackEnd()
    {
    }

    /// <summary>The one that needs nothing but the kernel and bubblewrap.</summary>
    public static SandboxBackEnd Bubblewrap { get; } = new();

    /// <summary>Which.</summary>
    public SandboxBackEndKind Kind { get; private init; }

    /// <summary>The image of its containers, as whoever runs the runner named it; null where there are none.</summary>
    public string? Image { get; private init; }

    /// <summary>The engine's network that containers get whose calls were granted one; null for none.</summary>
    public string? Network { get; private init; }

    /// <summary>The socket of docker's daemon on this machine, an absolute path; null for the usual one.</summary>
    public string? Socket { get; private init; }

    /// <summary>What a runner is told it by; <see cref="Parse"/> reads the same.</summary>
    public IReadOnlyList<string> Arguments => Kind == SandboxBackEndKind.Bubblewrap ? [] :
    [
        "--sandbox", Name, "--image", Image!,
        .. Network is null ? (string[])[] : ["--sandbox-network", Network],
        .. Socket is null ? (string[])[] : ["--sandbox-socket", Socket],
    ];

    /// <summary>What people call it.</summary>
    public string Name => Kind switch
    {
        SandboxBackEndKind.Docker => "docker",
        SandboxBackEndKind.Podman => "podman",
        _ => "bubblewrap",
    };

    /// <summary>Reads one.</summary>
    /// <param name="kind"><c>bubblewrap</c>, <c>docker</c> or <c>podman</c>; null is the first.</param>
    /// <param name="image">The image; needed for the last two and for no other.</param>
    /// <param name="network">A network that the engine has; null for none.</param>
    /// <param name="socket">Docker's socket; null for the usual one.</param>
    /// <exception cref="FormatException">It cannot be, with the option that is wrong.</exception>
    public static SandboxBackEnd Parse(string? kind, string? image, string? network, string? socket)
    {
        var read = kind switch
        {
            null or "bubblewrap" => SandboxBackEndKind.Bubblewrap,
            "docker" => SandboxBackEndKind.Docker,
            "podman" => SandboxBackEndKind.Podman,
            _ => throw new FormatException($"--sandbox is one of bubblewrap, docker, podman, not '{kind}'"),
        };
        if (read == SandboxBackEndKind.Bubblewrap)
        {
            return (image, network, socket) switch
            {
                ({ }, _, _) => throw new FormatException("--image goes with --sandbox docker or podman"),
                (_, { }, _) => throw new FormatException("--sandbox-network goes with --sandbox docker or podman"),
                (_, _, { }) => throw new FormatException("--sandbox-socket goes with --sandbox docker"),
                _ => Bubblewrap,
            };
        }

        if (image is null)
        {
            throw new FormatException($"--sandbox {kind} needs --image, the name of an image that is there");
        }

        if (image.Length > MaxImageLength || !ImageName().IsMatch(image))
        {
            throw new FormatException($"--image takes [HOST[:PORT]/]NAME[:TAG][@sha256:DIGEST], not '{image}'");
        }

        if (network is not null && (NoNetworks.Contains(network, StringComparer.OrdinalIgnoreCase) || !NetworkName().IsMatch(network)))
        {
            throw new FormatException($"--sandbox-network takes the name of a network that was made with the engine; letters, digits, '_', '.' and '-', and none of {string.Join(", ", NoNetworks)}; not '{network}'");
        }

        if (socket is not null && (read != SandboxBackEndKind.Docker || !SocketPath().IsMatch(socket)))
        {
            throw new FormatException("--sandbox-socket takes the absolute path of docker's socket on this machine, and goes with --sandbox docker");
        }

        return new SandboxBackEnd { Kind = read, Image = image, Network = network, Socket = socket };
    }

    // The grammar of references (github.com/distribution/reference), without what podman takes for a transport and a path (dir:/x).
    [GeneratedRegex(
        @"\A(?:[a-zA-Z0-9][a-zA-Z0-9.-]*(?::[0-9]+)?/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?\z",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ImageName();

    [GeneratedRegex(@"\A[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NetworkName();

    [GeneratedRegex(@"\A/[A-Za-z0-9_./-]{1,100}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex SocketPath();
}
