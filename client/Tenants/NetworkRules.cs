using Moltbot.Policy.Addresses;

namespace Moltbot.Gateway.Tenants;

/// <summary>Whose forwarding headers are believed and which pages may connect.</summary>
/// <param name="Proxies">The proxies before this gateway.</param>
/// <param name="Origins">The pages.</param>
public sealed record NetworkRules(TrustedProxies Proxies, OriginPolicy Origins);
