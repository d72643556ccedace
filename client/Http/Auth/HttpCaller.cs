using Moltbot.GrainInterfaces.Security;
using Moltbot.Policy.Configuration;

namespace Moltbot.Gateway.Http.Auth;

/// <summary>Who asks over HTTP.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Claim">What the caller's grain calls carry.</param>
/// <param name="Configuration">The tenant's configuration.</param>
internal sealed record HttpCaller(string Tenant, CallerClaim Claim, ConfigDocument Configuration);
