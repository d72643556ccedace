namespace Moltbot.Policy.Configuration.Views;

/// <summary><c>gateway.tls</c>.</summary>
public sealed record GatewayTlsConfig
{
    public bool Enabled { get; init; }

    /// <summary>Whether a certificate is made when there is none.</summary>
    public bool AutoGenerate { get; init; } = true;

    public string? CertPath { get; init; }

    public string? KeyPath { get; init; }

    /// <summary>Certificates of those who may sign clients' certificates; null when none are asked for.</summary>
    public string? CaPath { get; init; }

    internal static GatewayTlsConfig From(ConfigSection section) => new()
    {
        Enabled = section.Bool("enabled") ?? false,
        AutoGenerate = section.Bool("autoGenerate") ?? true,
        CertPath = section.Text("certPath"),
        KeyPath = section.Text("keyPath"),
        CaPath = section.Text("caPath"),
    };
}
