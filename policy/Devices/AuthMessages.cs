namespace Moltbot.Policy.Devices;

/// <summary>The texts for a refused secret, with the hint that fits the client (protocol.md §2.4). Clients match on their beginnings.</summary>
public static class AuthMessages
{
    /// <param name="failure">Why it was refused.</param>
    /// <param name="clientId">The client, for the hint.</param>
    public static string For(SecretFailure failure, string? clientId) => failure switch
    {
        SecretFailure.TokenMissing => $"unauthorized: gateway token missing ({TokenHint(clientId)})",
        SecretFailure.TokenMismatch => $"unauthorized: gateway token mismatch ({TokenHint(clientId)})",
        SecretFailure.TokenNotConfigured =>
            "unauthorized: gateway token not configured on gateway (set gateway.auth.token)",
        SecretFailure.PasswordMissing => $"unauthorized: gateway password missing ({PasswordHint(clientId)})",
        SecretFailure.PasswordMismatch => $"unauthorized: gateway password mismatch ({PasswordHint(clientId)})",
        SecretFailure.PasswordNotConfigured =>
            "unauthorized: gateway password not configured on gateway (set gateway.auth.password)",
        SecretFailure.TailscaleUserMissing =>
            "unauthorized: tailscale identity missing (use Tailscale Serve auth or gateway token/password)",
        SecretFailure.TailscaleProxyMissing =>
            "unauthorized: tailscale proxy headers missing (use Tailscale Serve or gateway token/password)",
        SecretFailure.TailscaleWhoisFailed =>
            "unauthorized: tailscale identity check failed (use Tailscale Serve auth or gateway token/password)",
        SecretFailure.TailscaleUserMismatch =>
            "unauthorized: tailscale identity mismatch (use Tailscale Serve auth or gateway token/password)",
        _ => "unauthorized",
    };

    private static string TokenHint(string? clientId) => clientId switch
    {
        ClientIds.Cli => "set gateway.remote.token to match gateway.auth.token",
        ClientIds.ControlUi or ClientIds.EarlierControlUi or ClientIds.WebChat or ClientIds.WebChatUi =>
            "open a tokenized dashboard URL or paste token in Control UI settings",
        _ => "provide gateway auth token",
    };

    private static string PasswordHint(string? clientId) => clientId switch
    {
        ClientIds.Cli => "set gateway.remote.password to match gateway.auth.password",
        ClientIds.ControlUi or ClientIds.EarlierControlUi or ClientIds.WebChat or ClientIds.WebChatUi => "enter the password in Control UI settings",
        _ => "provide gateway auth password",
    };
}
