using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Connections;
using Moltbot.Gateway.Handshake;
using Moltbot.Gateway.Hosting;
using Moltbot.Gateway.Http.Auth;
using Moltbot.Gateway.Http.Routing;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Policy.Hooks;

namespace Moltbot.Gateway.Http.Hooks;

/// <summary>Lets a caller of hooks in by their secret, before a byte of the body is read (B3). The tenant's grain judges it and counts guesses (B2).</summary>
internal sealed partial class HookDoor(GatewayOptions options, IGrainFactory grains, ILogger<HookDoor> logger)
{
    /// <summary>Who was let in; null when the request was answered with a refusal.</summary>
    public async Task<HookCaller?> Enter(HttpContext context, string tenant, NetworkRules rules, ConnectionOrigin origin)
    {
        if (!HttpDoor.MayCome(context, rules, origin))
        {
            await HttpAnswer.Text(context, StatusCodes.Status403Forbidden, "Origin not allowed");
            return null;
        }

        IHeaderDictionary headers = context.Request.Headers;
        if (HookToken.Of(headers.Authorization, HookToken.Headers.SelectMany(name => headers[name])) is not { } secret)
        {
            if (context.Request.Query.ContainsKey("token"))
            {
                LogSecretInAddress(tenant);
            }

            await HookAnswer.Unauthorized(context);
            return null;
        }

        var caller = new HookCaller(tenant, secret, origin.AddressText);
        return await Admits(context, caller) ? caller : null;
    }

    /// <summary>Whether the secret fits; otherwise the request was answered. Asked again when the body is there, which may be a minute later (A11).</summary>
    public async Task<bool> Admits(HttpContext context, HookCaller caller)
    {
        CallerContext.Use(CallerClaim.ForGateway(caller.Tenant, options.GatewayId));
        CredentialVerdict verdict = await grains.GetGrain<ITenantGrain>(caller.Tenant)
            .AuthenticateHook(new CredentialAttempt { Token = caller.Secret, Address = caller.Address });
        if (!verdict.Ok)
        {
            await (verdict.Reason == SecretReasons.RateLimited ? HookAnswer.TooMany(context, verdict.RetryAfterMs) : HookAnswer.Unauthorized(context));
        }

        return verdict.Ok;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A call of a hook of {Tenant} had its secret in the address, where it does not count: give it in a header, and make another secret")]
    private partial void LogSecretInAddress(string tenant);
}
