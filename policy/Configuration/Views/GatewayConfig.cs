namespace Moltbot.Policy.Configuration.Views;

/// <summary><c>gateway</c>: how clients reach the system. Null members were not set.</summary>
public sealed record GatewayConfig
{
    public const int DefaultPort = 18789;

    /// <summary>TCP port; null when not configured (then <see cref="DefaultPort"/> or the command line's).</summary>
    public int? Port { get; init; }

    /// <summary><c>local</c> or <c>remote</c>.</summary>
    public string? Mode { get; init; }

    /// <summary><c>auto</c>, <c>lan</c>, <c>loopback</c>, <c>custom</c> or <c>tailnet</c>; null for loopback.</summary>
    public string? Bind { get; init; }

    public GatewayAuthConfig Auth { get; init; } = new();

    /// <summary>Addresses whose forwarded headers count.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    public ControlUiConfig ControlUi { get; init; } = new();

    public GatewayTlsConfig Tls { get; init; } = new();

    public GatewayRemoteConfig Remote { get; init; } = new();

    public GatewayReloadConfig Reload { get; init; } = GatewayReloadConfig.Default;

    public GatewayHttpConfig Http { get; init; } = new();

    public GatewayNodesConfig Nodes { get; init; } = new();

    /// <summary><c>off</c>, <c>serve</c> or <c>funnel</c>.</summary>
    public string TailscaleMode { get; init; } = "off";

    internal static GatewayConfig From(ConfigSection section) => new()
    {
        Port = section.Int("port"),
        Mode = section.String("mode"),
        Bind = section.String("bind"),
        Auth = GatewayAuthConfig.From(section.Section("auth")),
        TrustedProxies = section.Strings("trustedProxies"),
        ControlUi = ControlUiConfig.From(section.Section("controlUi")),
        Tls = GatewayTlsConfig.From(section.Section("tls")),
        Remote = GatewayRemoteConfig.From(section.Section("remote")),
        Reload = GatewayReloadConfig.From(section.Section("reload")),
        Http = GatewayHttpConfig.From(section.Section("http")),
        Nodes = GatewayNodesConfig.From(section.Section("nodes")),
        TailscaleMode = section.Section("tailscale").String("mode") ?? "off",
    };
}
