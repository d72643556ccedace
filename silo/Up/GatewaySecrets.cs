using System.Security.Cryptography;
using Moltbot.GrainInterfaces;
using Moltbot.Grains.Tenants;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Devices;

namespace Moltbot.Silo.Up;

/// <summary>
/// The operator's secrets outside the configuration: from the environment, else tokens made at first start and kept 0600. One opens the
/// installation's own tenant, the other manages tenants; members of a cluster share the latter by the environment or do without.
/// </summary>
internal sealed class GatewaySecrets : IGatewaySecrets
{
    private const string OperatorVariable = "MOLTBOT_OPERATOR_TOKEN";

    private readonly string? _token;
    private readonly string? _password;
    private readonly string? _operator;

    /// <exception cref="StartException">The operator's token of the environment is none.</exception>
    public GatewaySecrets(Func<string, string?> environment, StateFolder state, bool isAlone)
    {
        string prefix = TenantToken.PrefixOf(TenantId.Operator);
        _operator = (environment(OperatorVariable)?.Trim() is { Length: > 0 } given ? given : null)
            ?? (isAlone ? state.Secret("operator-token", () => prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))) : null);
        if (_operator is not null && (!_operator.StartsWith(prefix, StringComparison.Ordinal) || _operator.Length < prefix.Length + TenantRestrictions.MinTokenSecret))
        {
            throw new StartException(Program.Usage, $"the operator's token ({OperatorVariable}, else {state.File("operator-token")}) begins with {prefix} and has at least {TenantRestrictions.MinTokenSecret} characters after it.");
        }

        GatewaySecret secret = new GatewayAuthSettings().Resolve(environment);
        _password = secret.Password;
        _token = secret.Token ?? state.Secret("gateway-token", static () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
    }

    public string? TokenOf(string tenant) => tenant switch
    {
        TenantId.Default => _token,
        TenantId.Operator => _operator,
        _ => null,
    };

    /// <summary>The shared secret that holds with these settings: the document's own before those outside it.</summary>
    public GatewaySecret InForce(GatewayAuthSettings settings) => (settings with
    {
        Token = settings.Token ?? _token,
        Password = settings.Password ?? _password,
    }).Resolve(static _ => null);

    public string? PasswordOf(string tenant) => tenant == TenantId.Default ? _password : null;
}
