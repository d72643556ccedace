using System.Security.Cryptography;
using Moltbot.GrainInterfaces;
using Moltbot.Grains.Tenants;

namespace Moltbot.Silo.Up;

/// <summary>The operator's secrets outside the configuration: from the environment, else a token made at first start and kept 0600.</summary>
internal sealed class GatewaySecrets : IGatewaySecrets
{
    private readonly string? _token;
    private readonly string? _password;

    public GatewaySecrets(Func<string, string?> environment, StateFolder state)
    {
        _password = First(environment, "MOLTBOT_GATEWAY_PASSWORD", "OPENCLAW_GATEWAY_PASSWORD", "CLAWDBOT_GATEWAY_PASSWORD");
        _token = First(environment, "MOLTBOT_GATEWAY_TOKEN", "OPENCLAW_GATEWAY_TOKEN", "CLAWDBOT_GATEWAY_TOKEN")
            ?? state.Secret("gateway-token", static () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
    }

    public string? TokenOf(string tenant) => tenant == TenantId.Default ? _token : null;

    public string? PasswordOf(string tenant) => tenant == TenantId.Default ? _password : null;

    private static string? First(Func<string, string?> environment, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (environment(name)?.Trim() is { Length: > 0 } value)
            {
                return value;
            }
        }

        return null;
    }
}
