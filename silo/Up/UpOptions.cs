using System.Globalization;
using System.Net;
using Moltbot.Policy.Sandboxes;

namespace Moltbot.Silo.Up;

/// <summary>What <c>moltbot up</c> was asked to do, from arguments, then environment, then defaults.</summary>
internal sealed record UpOptions
{
    public const string Help = """
        usage: moltbot up [options]
          --port N            the gateway's port; default gateway.port of the configuration, else 18789; 0 for any free one
          --bind MODE         loopback (default), lan, auto, or tailnet
          --config FILE       the configuration document; default <state>/moltbot.json
          --state DIR         where everything is kept; default ~/.moltbot (MOLTBOT_STATE_DIR)
          --postgres CONN     keep everything in this PostgreSQL database instead (MOLTBOT_POSTGRES)
          --fsync full|normal what a SQLite commit waits for; default full
          --tenant-hosts LIST which tenant a host name belongs to, for clients whose token names none:
                              HOST=TENANT,…; other hosts are the tenant default's (MOLTBOT_TENANT_HOSTS)
          --runner FILE       the program that does tool calls, started where gateway.nodes.allowCommands names tools.run;
                              default moltbot-runner beside this program (MOLTBOT_RUNNER)
          --no-runner         starts none
          --sandbox KIND      what makes that runner's sandboxes: bubblewrap (default), docker or podman (MOLTBOT_SANDBOX)
          --image NAME        the image of docker's or podman's containers; it has to be there (MOLTBOT_SANDBOX_IMAGE)
          --sandbox-network NAME, --sandbox-socket PATH
                              as moltbot-runner takes them (MOLTBOT_SANDBOX_NETWORK, MOLTBOT_SANDBOX_SOCKET)
          --workspaces WHERE  where agents' workspaces are kept: folder (default), each in its runner's own, or store, in the
                              database, from where any runner gets them (MOLTBOT_WORKSPACES); the same for all silos
        several processes (needs the orleans engine and --postgres):
          --role ROLE         all (default), silo or gateway
          --cluster ID        the cluster's name; default moltbot
          --silo-port N       the silo's port; default 11111
          --client-port N     the port where gateways reach the silo; default 30000
          --advertise IP      the address other members reach this one by; default 127.0.0.1
          --gateway-id ID     this gateway's name; default the host's name and port
          --cluster-cert FILE this member's certificate, --cluster-key FILE its key, --cluster-ca FILE the authority that
                              signed it and all others' (PEM; MOLTBOT_CLUSTER_CERT, _KEY, _CA); needed unless --advertise
                              is a loopback address
        """;

    public int? Port { get; init; }

    public string? Bind { get; init; }

    public string? ConfigPath { get; init; }

    public required string StatePath { get; init; }

    public string? Postgres { get; init; }

    public bool FsyncNormal { get; init; }

    public UpRole Role { get; init; }

    public string ClusterId { get; init; } = "moltbot";

    public int SiloPort { get; init; } = 11111;

    public int ClientPort { get; init; } = 30000;

    public IPAddress Advertise { get; init; } = IPAddress.Loopback;

    public string? GatewayId { get; init; }

    public string? ClusterCert { get; init; }

    public string? ClusterKey { get; init; }

    public string? ClusterCa { get; init; }

    /// <summary>The program that does tool calls; null for the one beside this program.</summary>
    public string? Runner { get; init; }

    /// <summary>Whether no runner is started, whatever the configuration allows.</summary>
    public bool NoRunner { get; init; }

    /// <summary>What makes the sandboxes of the runner.</summary>
    public SandboxBackEnd BackEnd { get; init; } = SandboxBackEnd.Bubblewrap;

    /// <summary>Whether agents' workspaces are kept in the store, and not each in a folder of its runner.</summary>
    public bool StoresWorkspaces { get; init; }

    /// <summary>Host name (lower-case, without port) to tenant.</summary>
    public IReadOnlyDictionary<string, string> TenantsByHost { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Reads arguments and environment.</summary>
    /// <exception cref="StartException">An unknown option or a bad value, named.</exception>
    public static UpOptions Parse(IReadOnlyList<string> args, Func<string, string?> environment)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int at = 0; at < args.Count; at++)
        {
            string name = args[at];
            if (name is "-h" or "--help")
            {
                throw new StartException(0, Help);
            }

            if (name == NoRunnerFlag)
            {
                values[name] = name;
                continue;
            }

            string? inline = null;
            if (name.IndexOf('=', StringComparison.Ordinal) is > 0 and int equals)
            {
                (name, inline) = (name[..equals], name[(equals + 1)..]);
            }

            if (!Known.Contains(name, StringComparer.Ordinal))
            {
                throw new StartException(Program.Usage, $"unknown option: {name}\n\n{Help}");
            }

            values[name] = inline ?? (++at < args.Count ? args[at] : throw new StartException(Program.Usage, $"{name} needs a value\n\n{Help}"));
        }

        string? Value(string name, params ReadOnlySpan<string> variables)
        {
            if (values.TryGetValue(name, out string? value))
            {
                return value;
            }

            foreach (string variable in variables)
            {
                if (environment(variable) is { Length: > 0 } text)
                {
                    return text;
                }
            }

            return null;
        }

        return new UpOptions
        {
            Port = Number(Value("--port", "MOLTBOT_GATEWAY_PORT", "OPENCLAW_GATEWAY_PORT", "CLAWDBOT_GATEWAY_PORT"), "--port", 0),
            Bind = OneOf(Value("--bind", "MOLTBOT_GATEWAY_BIND"), "--bind", "loopback", "lan", "auto", "tailnet"),
            ConfigPath = Value("--config", "MOLTBOT_CONFIG_PATH", "OPENCLAW_CONFIG_PATH", "CLAWDBOT_CONFIG_PATH") is { } path ? Path.GetFullPath(path) : null,
            StatePath = Path.GetFullPath(
                Value("--state", "MOLTBOT_STATE_DIR", "OPENCLAW_STATE_DIR", "CLAWDBOT_STATE_DIR")
                ?? Path.Combine(environment("HOME") ?? ".", ".moltbot")),
            Postgres = Value("--postgres", "MOLTBOT_POSTGRES"),
            FsyncNormal = OneOf(Value("--fsync", "MOLTBOT_FSYNC"), "--fsync", "full", "normal") == "normal",
            Role = OneOf(Value("--role", "MOLTBOT_ROLE"), "--role", "all", "silo", "gateway") switch
            {
                "silo" => UpRole.Silo,
                "gateway" => UpRole.Gateway,
                _ => UpRole.All,
            },
            ClusterId = Value("--cluster", "MOLTBOT_CLUSTER_ID") ?? "moltbot",
            SiloPort = Number(Value("--silo-port", "MOLTBOT_SILO_PORT"), "--silo-port", 1) ?? 11111,
            ClientPort = Number(Value("--client-port", "MOLTBOT_CLIENT_PORT"), "--client-port", 1) ?? 30000,
            Advertise = Value("--advertise", "MOLTBOT_ADVERTISE") is { } address
                ? IPAddress.TryParse(address, out IPAddress? parsed)
                    ? parsed
                    : throw new StartException(Program.Usage, $"--advertise takes an IP address, not '{address}'")
                : IPAddress.Loopback,
            GatewayId = Value("--gateway-id", "MOLTBOT_GATEWAY_ID"),
            ClusterCert = Value("--cluster-cert", "MOLTBOT_CLUSTER_CERT"),
            ClusterKey = Value("--cluster-key", "MOLTBOT_CLUSTER_KEY"),
            ClusterCa = Value("--cluster-ca", "MOLTBOT_CLUSTER_CA"),
            Runner = Value("--runner", "MOLTBOT_RUNNER") is { } runner ? Path.GetFullPath(runner) : null,
            NoRunner = values.ContainsKey(NoRunnerFlag),
            BackEnd = BackEndOf(
                Value("--sandbox", "MOLTBOT_SANDBOX"), Value("--image", "MOLTBOT_SANDBOX_IMAGE"), Value("--sandbox-network", "MOLTBOT_SANDBOX_NETWORK"), Value("--sandbox-socket", "MOLTBOT_SANDBOX_SOCKET")),
            StoresWorkspaces = OneOf(Value("--workspaces", "MOLTBOT_WORKSPACES"), "--workspaces", "folder", "store") == "store",
            TenantsByHost = TenantHosts.Parse(Value("--tenant-hosts", "MOLTBOT_TENANT_HOSTS")),
        };
    }

    /// <summary>The one option without a value.</summary>
    private const string NoRunnerFlag = "--no-runner";

    private static readonly string[] Known =
    [
        "--port", "--bind", "--config", "--state", "--postgres", "--fsync", "--role", "--cluster", "--silo-port", "--client-port",
        "--advertise", "--gateway-id", "--cluster-cert", "--cluster-key", "--cluster-ca", "--tenant-hosts", "--runner", "--sandbox", "--image", "--sandbox-network", "--sandbox-socket",
        "--workspaces",
    ];

    private static SandboxBackEnd BackEndOf(string? kind, string? image, string? network, string? socket)
    {
        try
        {
            return SandboxBackEnd.Parse(kind, image, network, socket);
        }
        catch (FormatException wrong)
        {
            throw new StartException(Program.Usage, wrong.Message);
        }
    }

    private static int? Number(string? text, string name, int least) => text is null
        ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= 65535
            ? number
            : throw new StartException(Program.Usage, $"{name} takes a port from {least} to 65535, not '{text}'");

    private static string? OneOf(string? text, string name, params ReadOnlySpan<string> allowed)
    {
        if (text is null)
        {
            return null;
        }

        foreach (string one in allowed)
        {
            if (one == text)
            {
                return text;
            }
        }

        throw new StartException(Program.Usage, $"{name} is one of {string.Join(", ", allowed.ToArray())}, not '{text}'");
    }
}
