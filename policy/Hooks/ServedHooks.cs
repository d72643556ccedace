using Moltbot.Policy.Configuration;
using Moltbot.Policy.Devices;
using Moltbot.Policy.SecurityAudit.Installation;

namespace Moltbot.Policy.Hooks;

/// <summary>Whether the hooks of a configuration are served: only behind a secret of their own that nobody guesses.</summary>
public static class ServedHooks
{
    /// <summary>The hooks; null when they are switched off or not served.</summary>
    /// <param name="hooks"><c>hooks</c>.</param>
    /// <param name="gatewaySecret">The gateway's own secret, as far as it is known; who shows it is no caller of hooks.</param>
    public static HooksConfig? Of(ConfigSection hooks, string? gatewaySecret) =>
        HooksConfig.Read(hooks).Config is { } config && !GuessableSecret.Is(config.Token) && !SecretComparison.AreEqual(config.Token, gatewaySecret) ? config : null;
}
