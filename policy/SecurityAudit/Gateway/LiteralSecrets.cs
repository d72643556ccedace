namespace Moltbot.Policy.SecurityAudit.Gateway;

/// <summary>Secrets that stand in the configuration as they are.</summary>
internal static class LiteralSecrets
{
    public static IEnumerable<AuditFinding> Check(AuditSubject subject)
    {
        if (subject.IsLiteral("gateway", "auth", "password"))
        {
            yield return AuditFinding.Warn(
                "config.secrets.gateway_password_in_config", "The gateway's password stands in the configuration",
                "gateway.auth.password is written out; people choose passwords, and use them elsewhere too", "take it from the environment: gateway.auth.password: \"${MOLTBOT_GATEWAY_PASSWORD}\"");
        }

        if (subject.Document.Section("hooks").Bool("enabled") is true && subject.IsLiteral("hooks", "token"))
        {
            yield return AuditFinding.Info(
                "config.secrets.hooks_token_in_config", "The token for hooks stands in the configuration",
                "hooks.token is written out; whoever reads the configuration may call hooks");
        }
    }
}
