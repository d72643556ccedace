namespace Moltbot.Policy.Configuration.Views;

/// <summary><c>gateway.nodes</c>: what may be asked of nodes.</summary>
public sealed record GatewayNodesConfig
{
    /// <summary>Commands allowed beyond the platform's.</summary>
    public IReadOnlyList<string> AllowCommands { get; init; } = [];

    /// <summary>Commands never allowed; wins over everything.</summary>
    public IReadOnlyList<string> DenyCommands { get; init; } = [];

    /// <summary><c>auto</c>, <c>manual</c> or <c>off</c>; null when not set.</summary>
    public string? BrowserMode { get; init; }

    public string? BrowserNode { get; init; }

    internal static GatewayNodesConfig From(ConfigSection section) => new()
    {
        AllowCommands = section.Strings("allowCommands"),
        DenyCommands = section.Strings("denyCommands"),
        BrowserMode = section.Section("browser").String("mode"),
        BrowserNode = section.Section("browser").Text("node"),
    };
}
