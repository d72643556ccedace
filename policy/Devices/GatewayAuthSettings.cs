namespace Moltbot.Policy.Devices;

/// <summary><c>gateway.auth</c> as configured; what is null was not.</summary>
/// <param name="Mode"><c>token</c> or <c>password</c>.</param>
/// <param name="Token">The shared token.</param>
/// <param name="Password">The shared password.</param>
/// <param name="AllowTailscale">Whether an identity proven by Tailscale may stand for the secret.</param>
public sealed record GatewayAuthSettings(
    string? Mode = null, string? Token = null, string? Password = null, bool? AllowTailscale = null)
{
    private static readonly string[] TokenVariables = ["MOLTBOT_GATEWAY_TOKEN", "OPENCLAW_GATEWAY_TOKEN", "CLAWDBOT_GATEWAY_TOKEN"];

    private static readonly string[] PasswordVariables =
        ["MOLTBOT_GATEWAY_PASSWORD", "OPENCLAW_GATEWAY_PASSWORD", "CLAWDBOT_GATEWAY_PASSWORD"];

    /// <summary>The secret in force: the configuration, else the environment, whose values come without white space around them.</summary>
    /// <exception cref="FormatException">The mode is neither of the two.</exception>
    public GatewaySecret Resolve(Func<string, string?> environment)
    {
        var token = NonEmpty(Token) ?? First(TokenVariables, environment);
        var password = NonEmpty(Password) ?? First(PasswordVariables, environment);
        var mode = Mode switch
        {
            null => GatewaySecret.DefaultMode(password),
            "token" => GatewayAuthMode.Token,
            "password" => GatewayAuthMode.Password,
            _ => throw new FormatException($"unknown gateway.auth.mode \"{Mode}\" (use token or password)"),
        };
        return new GatewaySecret(mode, token, password);
    }

    /// <summary>Whether Tailscale identities count: as configured, else only behind Tailscale Serve and without a password.</summary>
    public bool AllowsTailscale(GatewayAuthMode mode, string? tailscaleMode) =>
        AllowTailscale ?? (tailscaleMode == "serve" && mode != GatewayAuthMode.Password);

    /// <summary>Whether Tailscale identities may count under these settings, whatever the mode turns out to be.</summary>
    public bool MayAllowTailscale(string? tailscaleMode) => AllowsTailscale(GatewayAuthMode.Token, tailscaleMode);

    /// <summary>What keeps the gateway from starting with this secret; null when nothing does.</summary>
    public static string? ProblemOf(GatewaySecret secret, bool allowTailscale) => secret switch
    {
        { Mode: GatewayAuthMode.Token, Token: null or "" } when !allowTailscale =>
            "gateway auth mode is token, but no token was configured (set gateway.auth.token or OPENCLAW_GATEWAY_TOKEN)",
        { Mode: GatewayAuthMode.Password, Password: null or "" } =>
            "gateway auth mode is password, but no password was configured",
        _ => null,
    };

    private static string? First(string[] names, Func<string, string?> environment) =>
        names.Select(name => NonEmpty(environment(name)?.Trim())).FirstOrDefault(value => value is not null);

    private static string? NonEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
