using Microsoft.AspNetCore.Http;
using Moltbot.Gateway.Connections;
using Moltbot.Gateway.Handshake;
using Moltbot.Gateway.Hosting;
using Moltbot.Gateway.Http.Routing;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Tenants;

namespace Moltbot.Gateway.Http.Auth;

/// <summary>
/// Lets a request in by the tenant's shared secret, before a byte of its body is read (B3), through the same limiter as the
/// handshake. What gets in may read and write, and administers nothing.
/// </summary>
internal sealed class HttpDoor(GatewayOptions options, IGrainFactory grains, ITenantViews views, NetworkSettings network)
{
    /// <summary>The caller; null when the request was answered with a refusal.</summary>
    public async Task<HttpCaller?> Enter(HttpContext context)
    {
        NetworkRules rules = await network.Current();
        ConnectionOrigin origin = ConnectionOrigin.Of(context, rules.Proxies);
        if (!MayCome(context, rules, origin))
        {
            await HttpAnswer.Error(context, StatusCodes.Status403Forbidden, "Origin not allowed", "forbidden");
            return null;
        }

        if (BearerText.Of(context.Request.Headers) is not { } secret)
        {
            await HttpAnswer.Unauthorized(context);
            return null;
        }

        string tenant = TenantFinder.Find(options, secret, origin.Request.Host);
        if (tenant == TenantId.Operator)
        {
            // Who manages tenants does so over the protocol; nothing here is theirs, so nothing here judges their token.
            await HttpAnswer.Unauthorized(context);
            return null;
        }

        CallerContext.Use(CallerClaim.ForGateway(tenant, options.GatewayId));
        CredentialVerdict verdict = await grains.GetGrain<ITenantGrain>(tenant).Authenticate(new CredentialAttempt
        {
            Token = secret,
            Password = secret,
            Address = origin.AddressText,
        });
        if (!verdict.Ok)
        {
            await (verdict.Reason == SecretReasons.RateLimited
                ? HttpAnswer.TooMany(context, verdict.RetryAfterMs)
                : HttpAnswer.Unauthorized(context));
            return null;
        }

        var claim = new CallerClaim
        {
            Tenant = tenant,
            Principal = $"{verdict.Mode}:{verdict.CredentialId}",
            Role = CallerRole.Operator,
            Scopes = [Scope.Read, Scope.Write],
        };
        return new HttpCaller(tenant, claim, await views.Configuration(tenant));
    }

    /// <summary>Pages of foreign origins are sent away even with the right secret (A12, K3).</summary>
    private static bool MayCome(HttpContext context, NetworkRules rules, ConnectionOrigin origin) =>
        context.Request.Headers.Origin.Count == 0 || rules.Origins.Allows(context.Request.Headers.Origin.ToString(), origin.Request.Host);
}
