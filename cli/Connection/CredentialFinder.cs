using Moltbot.Cli.Files;
using Moltbot.Cli.Local;
using Moltbot.Identity;

namespace Moltbot.Cli.Connection;

/// <summary>Finds the shared secret: as told, else by the environment, else the configuration's, else the one made at first start.</summary>
internal static class CredentialFinder
{
    private const string OperatorVariable = "MOLTBOT_OPERATOR_TOKEN";

    public static Credential? Find(
        string? wished, AddressTrust trust, StateFolder state, LocalConfiguration configuration, GatewayFacts facts, CliHost host)
    {
        if (wished?.Trim() is { Length: > 0 } given)
        {
            return new Credential(given, null, "--token");
        }

        if (host.FirstSet("MOLTBOT_GATEWAY_TOKEN", "OPENCLAW_GATEWAY_TOKEN", "CLAWDBOT_GATEWAY_TOKEN") is { } token)
        {
            return new Credential(token.Value, null, token.Name);
        }

        if (host.FirstSet("MOLTBOT_GATEWAY_PASSWORD", "OPENCLAW_GATEWAY_PASSWORD", "CLAWDBOT_GATEWAY_PASSWORD") is { } password)
        {
            return new Credential(null, password.Value, password.Name);
        }

        return trust switch
        {
            AddressTrust.Remote when facts.RemoteToken is not null || facts.RemotePassword is not null =>
                new Credential(facts.RemoteToken, facts.RemotePassword, $"gateway.remote of {configuration.Path}"),
            AddressTrust.Own when facts.Token is not null || facts.Password is not null =>
                new Credential(facts.Token, facts.Password, $"gateway.auth of {configuration.Path}"),
            AddressTrust.Own when PrivateFile.Read(state.GatewayToken)?.Trim() is { Length: > 0 } made =>
                new Credential(made, null, state.GatewayToken),
            _ => null,
        };
    }

    /// <summary>Finds the token that manages tenants. The secrets of tenants are no substitute, so none is tried.</summary>
    public static Credential? FindOperators(string? wished, AddressTrust trust, StateFolder state, CliHost host) =>
        wished?.Trim() is { Length: > 0 } given ? new Credential(given, null, "--token")
        : host.FirstSet(OperatorVariable) is { } token ? new Credential(token.Value, null, token.Name)
        : trust == AddressTrust.Own && PrivateFile.Read(state.OperatorToken)?.Trim() is { Length: > 0 } made ? new Credential(made, null, state.OperatorToken)
        : null;

    /// <summary>Where the token that manages tenants was looked for.</summary>
    public static string OperatorsPlaces(AddressTrust trust, StateFolder state) =>
        $"--token, {OperatorVariable}" + (trust == AddressTrust.Own ? $", {state.OperatorToken}" : " (what the state folder holds is not shown to an address it does not know)");

    /// <summary>Where one was looked for.</summary>
    public static string Places(AddressTrust trust, StateFolder state, LocalConfiguration configuration) => trust switch
    {
        AddressTrust.Own => $"--token, MOLTBOT_GATEWAY_TOKEN, gateway.auth.token of {configuration.Path}, {state.GatewayToken}",
        AddressTrust.Remote => $"--token, MOLTBOT_GATEWAY_TOKEN, gateway.remote.token of {configuration.Path}",
        _ => "--token, MOLTBOT_GATEWAY_TOKEN (what the state folder holds is not shown to an address it does not know)",
    };
}
