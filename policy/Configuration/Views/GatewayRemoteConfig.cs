namespace Moltbot.Policy.Configuration.Views;

/// <summary><c>gateway.remote</c>: the gateway that the command line reaches.</summary>
public sealed record GatewayRemoteConfig
{
    public string? Url { get; init; }

    /// <summary>Secret. Never shown or logged.</summary>
    public string? Token { get; init; }

    /// <summary>Secret. Never shown or logged.</summary>
    public string? Password { get; init; }

    public string? TlsFingerprint { get; init; }

    /// <summary><c>ssh</c> or <c>direct</c>; null when not set.</summary>
    public string? Transport { get; init; }

    internal static GatewayRemoteConfig From(ConfigSection section) => new()
    {
        Url = section.Text("url"),
        Token = section.Text("token"),
        Password = section.Text("password"),
        TlsFingerprint = section.Text("tlsFingerprint"),
        Transport = section.String("transport"),
    };

    /// <summary>Without the secrets.</summary>
    public override string ToString() => $"GatewayRemoteConfig {{ Url = {Url} }}";
}
