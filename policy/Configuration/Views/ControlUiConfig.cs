namespace Moltbot.Policy.Configuration.Views;

/// <summary><c>gateway.controlUi</c>: the browser interface.</summary>
public sealed record ControlUiConfig
{
    public bool Enabled { get; init; } = true;

    /// <summary>Folder with the built interface, named by the operator; null for none.</summary>
    public string? Root { get; init; }

    /// <summary>Path it is served below; empty for the root.</summary>
    public string BasePath { get; init; } = "";

    /// <summary>Origins a browser may connect from besides the gateway's own.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>Whether the interface may connect without a device identity over plain HTTP.</summary>
    public bool AllowInsecureAuth { get; init; }

    public bool DangerouslyDisableDeviceAuth { get; init; }

    internal static ControlUiConfig From(ConfigSection section) => new()
    {
        Enabled = section.Bool("enabled") ?? true,
        Root = section.Text("root"),
        BasePath = section.Text("basePath")?.Trim('/') is { Length: > 0 } path ? "/" + path : "",
        AllowedOrigins = section.Strings("allowedOrigins"),
        AllowInsecureAuth = section.Bool("allowInsecureAuth") ?? false,
        DangerouslyDisableDeviceAuth = section.Bool("dangerouslyDisableDeviceAuth") ?? false,
    };
}
