using Moltbot.Identity;
using Moltbot.Policy.Sandboxes;

namespace Moltbot.Runner;

/// <summary>What a runner was asked to do.</summary>
internal sealed record RunnerArguments
{
    public const string Help = """
        usage: moltbot-runner --url URL --token-file FILE --state DIR [options]
        Does the tool calls of agents, each in a sandbox, for the gateway that it connects to.
          --url URL              the gateway: ws://HOST:PORT or wss://HOST:PORT
          --token-file FILE      holds what lets it in: a setup code (moltbot setup-code create --role node) or a device token.
                                 - is the first line of the standard input; the runner ends when that input does
          --state DIR            its key, its gateway's token, workspaces and sandboxes
          --name NAME            what people see it as; default this machine's name
          --tls-fingerprint HEX  SHA-256 of the gateway's certificate, in place of the usual checks
          --sandbox KIND         what makes sandboxes: bubblewrap (default), docker or podman
          --image NAME           the image of docker's or podman's containers; it has to be there, none is pulled
          --sandbox-network NAME the engine's network for calls that were granted one; default none, and host is none
          --sandbox-socket PATH  docker's socket; default /var/run/docker.sock
        The operator lets it run tools with gateway.nodes.allowCommands: ["tools.run"].
        """;

    /// <summary>For <see cref="TokenFile"/>: the standard input.</summary>
    public const string StandardInput = "-";

    private static readonly string[] Known = ["--url", "--token-file", "--state", "--name", "--tls-fingerprint", "--sandbox", "--image", "--sandbox-network", "--sandbox-socket"];

    public required Uri Url { get; init; }

    public required string TokenFile { get; init; }

    /// <summary>A full path.</summary>
    public required string State { get; init; }

    public required string Name { get; init; }

    /// <summary>Lower-case hex; null for the usual checks.</summary>
    public string? TlsFingerprint { get; init; }

    /// <summary>What makes the sandboxes.</summary>
    public required SandboxBackEnd BackEnd { get; init; }

    /// <exception cref="RunnerFailure">They are wrong, or ask for help.</exception>
    public static RunnerArguments Parse(IReadOnlyList<string> args, string machine)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < args.Count; at++)
        {
            var (name, value) = args[at].IndexOf('=', StringComparison.Ordinal) is > 0 and var equals
                ? (args[at][..equals], args[at][(equals + 1)..])
                : (args[at], null);
            if (name is "-h" or "--help")
            {
                throw new RunnerFailure(ExitCodes.Ok, Help);
            }

            if (!Known.Contains(name, StringComparer.Ordinal))
            {
                throw Wrong($"unknown option: {name}");
            }

            values[name] = value ?? (++at < args.Count ? args[at] : throw Wrong($"{name} needs a value"));
        }

        string Needed(string name) => values.TryGetValue(name, out var value) && value.Length > 0 ? value : throw Wrong($"{name} is needed");

        return new RunnerArguments
        {
            Url = UrlOf(Needed("--url")),
            TokenFile = Needed("--token-file") is StandardInput ? StandardInput : Path.GetFullPath(values["--token-file"]),
            State = Path.GetFullPath(Needed("--state")),
            Name = values.GetValueOrDefault("--name") is { Length: > 0 } named ? named : machine,
            TlsFingerprint = values.TryGetValue("--tls-fingerprint", out var pin)
                ? CertificatePin.Normalize(pin) ?? throw Wrong("--tls-fingerprint takes the certificate's SHA-256: 64 hex digits, colons allowed")
                : null,
            BackEnd = BackEndOf(values),
        };
    }

    private static SandboxBackEnd BackEndOf(Dictionary<string, string> values)
    {
        try
        {
            return SandboxBackEnd.Parse(
                values.GetValueOrDefault("--sandbox"), values.GetValueOrDefault("--image"), values.GetValueOrDefault("--sandbox-network"), values.GetValueOrDefault("--sandbox-socket"));
        }
        catch (FormatException wrong)
        {
            throw Wrong(wrong.Message);
        }
    }

    // The text may hold a secret, so it is not repeated.
    private static Uri UrlOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "ws" or "wss" && url.Host.Length > 0
        && url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0
            ? url
            : throw Wrong("--url takes ws://HOST:PORT or wss://HOST:PORT, without any secret in it");

    private static RunnerFailure Wrong(string what) => new(ExitCodes.Usage, $"{what}\n\n{Help}");
}
