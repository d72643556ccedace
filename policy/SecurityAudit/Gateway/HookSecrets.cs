using Moltbot.Policy.Devices;
using Moltbot.Policy.Hooks;

namespace Moltbot.Policy.SecurityAudit.Gateway;

/// <summary>How the endpoint for hooks is guarded.</summary>
internal static class HookSecrets
{
    public static IEnumerable<AuditFinding> Check(AuditSubject subject)
    {
        var hooks = subject.Document.Section("hooks");
        if (hooks.Bool("enabled") is not true)
        {
            yield break;
        }

        var token = subject.SecretAt("hooks", "token");
        if (token is { Length: < PortExposure.EnoughCharacters })
        {
            yield return AuditFinding.Warn(
                "hooks.token_too_short", "The token for hooks is short",
                $"hooks.token has {token.Length} characters, fewer than {PortExposure.EnoughCharacters}", "set a random one: openssl rand -hex 24 | moltbot config set hooks.token -");
        }

        if (token is not null && subject.Secret.Mode == GatewayAuthMode.Token && token == subject.KnownSecret)
        {
            yield return AuditFinding.Warn(
                "hooks.token_reuse_gateway_token", "Hooks have the gateway's token",
                "hooks.token is the gateway's own token, so hooks are not served: whoever may call one could do everything", "give hooks.token a value of its own");
        }

        if (HooksConfig.PathOf(hooks) is null)
        {
            yield return AuditFinding.Critical(
                "hooks.path_root", "Hooks take every path", "hooks.path is /, so that hooks stand before all other endpoints",
                $"moltbot config set hooks.path {HooksConfig.DefaultPath}");
        }
        else if (HooksConfig.Read(hooks).Problem is { } problem)
        {
            yield return AuditFinding.Critical(
                "hooks.token_missing", "Hooks have no token", $"{problem}: without one nobody may call a hook",
                "set a random one: openssl rand -hex 24 | moltbot config set hooks.token -");
        }
    }
}
