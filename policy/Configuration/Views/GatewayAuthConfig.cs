using Moltbot.Policy.Devices;

namespace Moltbot.Policy.Configuration.Views;

/// <summary><c>gateway.auth</c>.</summary>
public sealed record GatewayAuthConfig
{
    /// <summary><c>token</c> or <c>password</c>; null when not set (see <see cref="Settings"/>).</summary>
    public string? Mode { get; init; }

    /// <summary>Secret. Never shown or logged.</summary>
    public string? Token { get; init; }

    /// <summary>Secret. Never shown or logged.</summary>
    public string? Password { get; init; }

    /// <summary>Whether a Tailscale identity may stand for the secret; null when not set (see <see cref="Settings"/>).</summary>
    public bool? AllowTailscale { get; init; }

    /// <summary>As policy takes it.</summary>
    public GatewayAuthSettings Settings => new(Mode, Token, Password, AllowTailscale);

    internal static GatewayAuthConfig From(ConfigSection section) => new()
    {
        Mode = section.String("mode"),
        Token = section.Text("token"),
        Password = section.Text("password"),
        AllowTailscale = section.Bool("allowTailscale"),
    };

    /// <summary>Without the secrets, so that a log of the record shows none.</summary>
    public override string ToString() => $"GatewayAuthConfig {{ Mode = {Mode} }}";
}
