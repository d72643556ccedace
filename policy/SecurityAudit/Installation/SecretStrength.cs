using Moltbot.Policy.Devices;
using Moltbot.Policy.SecurityAudit.Gateway;

namespace Moltbot.Policy.SecurityAudit.Installation;

/// <summary>Whether secrets can be guessed. The gateway's opens everything, from anywhere its port is open to.</summary>
internal static class SecretStrength
{
    public const string Remedy = "set a random one: openssl rand -hex 24 | moltbot config set gateway.auth.token -";

    private const int FewestCharacters = 12;
    private const int FewestDifferent = 8;

    // What examples and templates have in the place of a secret.
    private static readonly string[] Placeholders = ["changeme", "change-me", "change_me", "placeholder", "replace", "your-", "your_", "example", "insert", "todo"];

    // Beside such a word little is left to guess, unless the secret is long.
    private static readonly string[] Words = ["password", "passwd", "secret", "admin", "letmein", "welcome", "qwerty", "123456", "moltbot", "clawdbot", "openclaw"];

    public static IEnumerable<AuditFinding> Check(AuditSubject subject)
    {
        var kind = subject.Secret.Mode == GatewayAuthMode.Password ? "password" : "token";
        if (subject.KnownSecret is not { } secret)
        {
            if (subject.MakesToken && subject.Secret.Mode == GatewayAuthMode.Token)
            {
                yield return AuditFinding.Info("gateway.secret", "No gateway token yet", "no gateway token yet", "./moltbot up makes one at the first start");
            }
        }
        else if (CanBeGuessed(secret))
        {
            yield return AuditFinding.Critical("gateway.secret_guessable", $"The gateway {kind} can be guessed", $"the gateway {kind} from {subject.SecretSource} can be guessed", Remedy) with
            {
                InsteadOf = PortExposure.TokenTooShort,
            };
        }
        else if (kind == "password" || secret.Length >= PortExposure.EnoughCharacters)
        {
            yield return AuditFinding.Ok("gateway.secret", $"the gateway {kind} from {subject.SecretSource} is long enough");
        }

        const string operators = "MOLTBOT_OPERATOR_TOKEN";
        if (subject.Environment(operators) is { Length: > 0 } operatorToken && CanBeGuessed(operatorToken.Split('_')[^1]))
        {
            yield return AuditFinding.Critical(
                "installation.operator_token_guessable", "The operator's token can be guessed", $"{operators} can be guessed; it makes tenants and gives them tokens",
                $"set a random one: {operators}=mbt_operator_$(openssl rand -hex 24)");
        }
    }

    /// <summary>Whether a secret is short, of few different characters, a word with little beside it, or what stands for one in an example.</summary>
    internal static bool CanBeGuessed(string secret) =>
        secret.Length < FewestCharacters || secret.Distinct().Count() < FewestDifferent
        || (secret.Length < PortExposure.EnoughCharacters && Words.Any(word => secret.Contains(word, StringComparison.OrdinalIgnoreCase)))
        || Placeholders.Any(word => secret.Contains(word, StringComparison.OrdinalIgnoreCase));
}
