namespace Moltbot.Cli.Files;

/// <summary>The folder where an installation keeps everything; a running gateway leaves there where it can be found.</summary>
/// <param name="Path">Its full path. It need not exist.</param>
internal sealed record StateFolder(string Path)
{
    /// <summary>Where the gateway that runs on this folder listens: <c>{url, port, pid}</c>, and how it was started.</summary>
    public string RunningGateway => File("gateway.json");

    /// <summary>The token made at the gateway's first start.</summary>
    public string GatewayToken => File("gateway-token");

    /// <summary>The token that manages the installation's tenants.</summary>
    public string OperatorToken => File("operator-token");

    /// <summary>The configuration, unless another file is named.</summary>
    public string Configuration => File("moltbot.json");

    /// <summary>This machine's key pair.</summary>
    public string Identity => File("identity/device.json");

    /// <summary>The tokens gateways gave this device.</summary>
    public string DeviceTokens => File("identity/device-auth.json");

    /// <summary>The folder named, else by the environment, else <c>~/.moltbot</c>.</summary>
    public static StateFolder Find(string? named, CliHost host) => new(System.IO.Path.GetFullPath(
        named
        ?? host.FirstSet("MOLTBOT_STATE_DIR", "OPENCLAW_STATE_DIR", "CLAWDBOT_STATE_DIR")?.Value
        ?? System.IO.Path.Combine(host.Environment("HOME") ?? ".", ".moltbot")));

    private string File(string name) => System.IO.Path.Combine(Path, name);
}
