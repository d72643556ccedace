using Moltbot.Policy.Devices;
using Moltbot.Policy.SecurityAudit.Gateway;

namespace Moltbot.Policy.SecurityAudit.Installation;

/// <summary>Whether the secrets of the start can be guessed. The gateway's opens everything, from anywhere its port is open to.</summary>
internal static class SecretStrength
{
    public const string Remedy = "set a random one: openssl rand -hex 24 | moltbot config set gateway.auth.token -";

    private const string PasswordRemedy = "take a random one: MOLTBOT_GATEWAY_PASSWORD=$(openssl rand -hex 24), and no gateway.auth.password but \"${MOLTBOT_GATEWAY_PASSWORD}\"";
    private const string Id = "gateway.secret";
    private const string OperatorVariable = "MOLTBOT_OPERATOR_TOKEN";

    public static IEnumerable<AuditFinding> Check(AuditSubject subject) => OfGateway(subject).Concat(OfOperator(subject));

    private static IEnumerable<AuditFinding> OfGateway(AuditSubject subject)
    {
        var kind = subject.Secret.Mode == GatewayAuthMode.Password ? "password" : "token";
        if (subject.KnownSecret is not { } secret)
        {
            if (subject.Start is { } start)
            {
                yield return start.HasGuessableSecret switch
                {
                    true => Guessable(kind, "which it was started with"),
                    false => AuditFinding.Ok(Id, $"the gateway {kind}, which it was started with, cannot be guessed"),
                    null => AuditFinding.Info(Id, "The gateway's secret was not judged", $"not known: how strong the gateway {kind} is"),
                };
            }
            else if (subject.MakesToken && subject.Secret.Mode == GatewayAuthMode.Token)
            {
                yield return AuditFinding.Info(Id, "No gateway token yet", "no gateway token yet", "./moltbot up makes one at the first start");
            }
        }
        else if (GuessableSecret.Is(secret))
        {
            yield return Guessable(kind, $"from {subject.SecretSource}") with { InsteadOf = PortExposure.TokenTooShort };
        }
        else if (kind == "password" || secret.Length >= PortExposure.EnoughCharacters)
        {
            yield return AuditFinding.Ok(Id, $"the gateway {kind} from {subject.SecretSource} is long enough");
        }
    }

    private static AuditFinding Guessable(string kind, string which) => AuditFinding.Critical(
        "gateway.secret_guessable", $"The gateway {kind} can be guessed", $"the gateway {kind} {which} can be guessed", kind == "password" ? PasswordRemedy : Remedy);

    private static IEnumerable<AuditFinding> OfOperator(AuditSubject subject)
    {
        var isGuessable = subject.Start is { } start
            ? start.HasGuessableOperatorToken is true
            : subject.Environment(OperatorVariable)?.Trim() is { Length: > 0 } token && GuessableSecret.IsOperatorToken(token);
        if (isGuessable)
        {
            yield return AuditFinding.Critical(
                "installation.operator_token_guessable", "The operator's token can be guessed", $"{OperatorVariable} can be guessed; it makes tenants and gives them tokens",
                $"set a random one: {OperatorVariable}=mbt_operator_$(openssl rand -hex 24)");
        }
    }
}
