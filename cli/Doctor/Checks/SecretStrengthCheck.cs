namespace Moltbot.Cli.Doctor.Checks;

/// <summary>Whether the shared secret can be guessed. It opens everything, from anywhere the port is open to.</summary>
internal static class SecretStrengthCheck
{
    private const int EnoughCharacters = 24;
    private const int FewestCharacters = 12;
    private const int FewestDifferent = 8;

    public static IEnumerable<Finding> Run(Patient patient)
    {
        if (patient.Credential is not { } credential)
        {
            yield return Finding.Info("gateway.secret", "no gateway token yet", "./moltbot up makes one at the first start");
            yield break;
        }

        var kind = credential.Token is null ? "password" : "token";
        var secret = credential.Token ?? credential.Password ?? string.Empty;
        const string fix = "set a random one: openssl rand -hex 24 | moltbot config set gateway.auth.token -";
        if (secret.Length < FewestCharacters || secret.Distinct().Count() < FewestDifferent)
        {
            yield return Finding.Critical("gateway.secret", $"the gateway {kind} from {credential.Source} can be guessed", fix);
        }
        else if (credential.Token is not null && secret.Length < EnoughCharacters)
        {
            yield return Finding.Warn("gateway.secret", $"the gateway token from {credential.Source} has fewer than {EnoughCharacters} characters", fix);
        }
        else
        {
            yield return Finding.Ok("gateway.secret", $"the gateway {kind} from {credential.Source} is long enough");
        }
    }
}
