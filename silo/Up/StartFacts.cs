using Moltbot.GrainInterfaces;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Devices;
using Moltbot.Policy.SecurityAudit.Installation;
using Moltbot.Policy.SecurityAudit.Starts;

namespace Moltbot.Silo.Up;

/// <summary>What the process knows of its start that <c>doctor</c> and <c>security audit</c> cannot see from outside.</summary>
internal static class StartFacts
{
    /// <param name="options">Arguments and variables.</param>
    /// <param name="listen">Where the gateway listens.</param>
    /// <param name="configuration">The document it was started with.</param>
    /// <param name="state">The state folder; its key is there, unless a variable has it.</param>
    /// <param name="secrets">The secrets outside the document; null for a gateway of a cluster, whose silos have key and secrets.</param>
    public static GatewayStart Of(UpOptions options, ListenAddresses listen, ConfigDocument configuration, StateFolder state, GatewaySecrets? secrets) => new()
    {
        Bind = listen.Bind,
        IsEncrypted = listen.Tls.Enabled,
        Database = DatabaseLink.Of(options.Postgres),
        MasterKey = secrets is null ? null : KeyOf(state),
        HasGuessableSecret = secrets is null ? null : IsGuessable(configuration.Gateway.Auth.Settings, secrets),
        HasGuessableOperatorToken = secrets?.TokenOf(TenantId.Operator) is { } token ? GuessableSecret.IsOperatorToken(token) : null,
    };

    private static MasterKeyFacts? KeyOf(StateFolder state)
    {
        if (Environment.GetEnvironmentVariable(MasterKeyFacts.Variable) is { Length: > 0 } given)
        {
            return MasterKeyFacts.Of(MasterKeyFacts.Variable, given);
        }

        string path = state.File(MasterKeyFacts.FileName);
        return File.Exists(path) ? MasterKeyFacts.Of(MasterKeyFacts.FileName, File.ReadAllText(path)) : null;
    }

    private static bool? IsGuessable(GatewayAuthSettings settings, GatewaySecrets secrets)
    {
        GatewaySecret secret = secrets.InForce(settings);
        return (secret.Mode == GatewayAuthMode.Password ? secret.Password : secret.Token) is { Length: > 0 } text ? GuessableSecret.Is(text.Trim()) : null;
    }
}
