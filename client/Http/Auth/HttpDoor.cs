using Microsoft.AspNetCore.Http;
using Moltbot.Gateway.Connections;
using Moltbot.Gateway.Handshake;
using Moltbot.Gateway.Hosting;
using Moltbot.Gateway.Http.Routing;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Policy.Configuration;

namespace Moltbot.Gateway.Http.Auth;

/// <summary>
/// Lets a request in by the tenant's shared secret, before a byte of its body is read (B3), through the same limiter as the
/// handshake. What gets in may read and write, and administers nothing.
/// </summary>
internal sealed class HttpDoor(
    GatewayOptions options, IGrainFactory grains, ITenantViews views, UnknownTenants unknown, NetworkSettings network)
{
    /// <summary>The caller; null when the request was answered with a refusal.</summary>
    /// <param name="context">The request.</param>
    /// <param name="isServed">Whether a tenant's configuration switches on what is asked for.</param>
    public async Task<HttpCaller?> Enter(HttpContext context, Func<ConfigDocument, bool> isServed)
    {
        NetworkRules rules = await network.Current();
        ConnectionOrigin origin = ConnectionOrigin.Of(context, rules.Proxies);
        if (!MayCome(context, rules, origin))
        {
            await HttpAnswer.Error(context, StatusCodes.Status403Forbidden, "Origin not allowed", "forbidden");
            return null;
        }

        string? secret = BearerText.Of(context.Request.Headers);
        string tenant = TenantFinder.Find(options, secret, origin.Request.Host);
        if (tenant == TenantId.Operator)
        {
            // Who manages tenants does so over the protocol; nothing here is theirs, so nothing here judges their token.
            await HttpAnswer.Unauthorized(context);
            return null;
        }

        if (TenantToken.TenantOf(secret) is null && !isServed(await views.Configuration(tenant)))
        {
            await HttpAnswer.NotFound(context);
            return null;
        }

        if (secret is null)
        {
            await HttpAnswer.Unauthorized(context);
            return null;
        }

        if (await unknown.Wait(tenant, origin.Address) is > 0 and long wait)
        {
            await HttpAnswer.TooMany(context, wait);
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
            await unknown.Refused(tenant, origin.Address);
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
        ConfigDocument configuration = await views.Configuration(tenant);
        if (isServed(configuration))
        {
            return new HttpCaller(tenant, claim, configuration);
        }

        await HttpAnswer.NotFound(context);
        return null;
    }

    /// <summary>Pages of foreign origins are sent away even with the right secret (A12, K3).</summary>
    private static bool MayCome(HttpContext context, NetworkRules rules, ConnectionOrigin origin) =>
        context.Request.Headers.Origin.Count == 0 || rules.Origins.Allows(context.Request.Headers.Origin.ToString(), origin.Request.Host);
}
